import OpenAI from "openai";

const client = new OpenAI({ apiKey: "none", baseURL: "http://localhost:1/v1" });

export const GET = () => ({ baseURL: client.baseURL, chat: typeof client.chat.completions.create });
