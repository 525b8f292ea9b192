import { expect } from "vitest";
import type { RunningServer } from "../support/serve.ts";
import type { Seen } from "./app.ts";

/** One answer for a page: how the cache gave it, and what the page saw when it was rendered. */
export interface Answered {
  response: Response;
  /** `X-Bunsen-Cache`. */
  cache: string | null;
  text: string;
  seen: Seen;
}

const ENTITIES: Record<string, string> = {
  "&quot;": '"',
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&#x27;": "'",
};

/** Asks for a page of the app that shows what it saw. */
export async function ask(server: RunningServer, path: string, init: RequestInit = {}): Promise<Answered> {
  const response = await server.fetch(path, init);
  const text = await response.text();
  const json = /<pre>(.*?)<\/pre>/s.exec(text)?.[1] ?? "null";
  const seen = JSON.parse(json.replace(/&(?:quot|amp|lt|gt|#x27);/g, (entity) => ENTITIES[entity] ?? entity));
  return { response, cache: response.headers.get("x-bunsen-cache"), text, seen };
}

/** Asks until the page was answered from the cache, because another test may just have dropped it. */
export async function askHit(server: RunningServer, path: string, init: RequestInit = {}): Promise<Answered> {
  await ask(server, path, init);
  const answered = await ask(server, path, init);
  expect(answered.cache, path).toBe("HIT");
  return answered;
}

export async function rendersOf(server: RunningServer, name: string): Promise<number> {
  return (await server.fetch(`/api/renders/${encodeURIComponent(name)}`)).json();
}

/** Calls an endpoint of the app that changes something. */
export async function tell(server: RunningServer, method: string, path: string): Promise<void> {
  const response = await server.fetch(path, { method, headers: { "sec-fetch-site": "same-origin" } });
  expect(response.status, path).toBe(204);
}
