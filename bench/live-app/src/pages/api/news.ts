import { channel, eventStream } from "@bunsen/runtime";

export const news = channel<string>("news");

export const GET = () => eventStream(news.subscribe());
