import { vi } from "vitest";
import type { CacheStore } from "../api/cache-store.ts";
import { CachedPage } from "./model/cached-page.ts";
import { Unstored } from "./model/unstored.ts";
import { type Outcome, PageCache, type Populated, type PopulateTask } from "./page-cache.ts";
import { memoryStore } from "./stores/memory.ts";
import { testPage } from "./test-pages.ts";

export const MB = 1_048_576;

export function cacheOf(store: CacheStore = memoryStore()): PageCache {
  return new PageCache({ store, namespace: "build-1", maximumBytes: MB });
}

/** A page that is rendered as often as it is asked for, each time with another text. */
export function populateTask(changes: Parameters<typeof testPage>[0] = {}) {
  let renders = 0;
  const render = vi.fn(async (): Promise<Populated> => {
    renders += 1;
    return { page: new CachedPage(testPage({ text: `render ${renders}`, ...changes })) };
  });
  return { path: changes.path ?? "/", seconds: 1, render };
}

/** A render that ends when it is told to. */
export function slowTask(changes: Parameters<typeof testPage>[0] = {}) {
  const endings: PromiseWithResolvers<void>[] = [];
  const task = populateTask(changes);
  const { render } = task;
  const slow = vi.fn(async () => {
    const ending = Promise.withResolvers<void>();
    endings.push(ending);
    await ending.promise;
    return render();
  });
  return { task: { ...task, render: slow }, end: (index: number) => endings[index]?.resolve(), slow };
}

export const respondingWith = (text: string): PopulateTask => ({
  path: "/",
  seconds: 1,
  render: async () => ({ unstored: new Unstored(new Response(text), { hasFailed: false }) }),
});

export async function textOf(outcome: Outcome | Promise<Outcome>): Promise<string> {
  const settled = await outcome;
  if (!("page" in settled)) throw new Error("no page, but a response for one visitor");
  return respondWith(settled.page).text();
}

export const found = async (cache: PageCache, key = "a") => {
  const page = cache.find(key);
  return page && respondWith(page).text();
};

function respondWith(page: CachedPage): Response {
  return page.plain.respond(new Headers(), { age: page.age, status: "HIT", isOwnCopy: false });
}

export const path = { kind: "path", path: "/" } as const;
