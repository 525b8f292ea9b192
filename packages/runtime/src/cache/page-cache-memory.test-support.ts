// Run by page-cache-memory.test.ts, in a process of its own: fills a page cache many times over, and prints what the process takes
// for it, what the cache counts, and the longest time for which nothing else could run.

import { CachedPage } from "./model/cached-page.ts";
import { storedHeaders } from "./model/stored-headers.ts";
import { PageCache } from "./page-cache.ts";
import { memoryStore } from "./stores/memory.ts";

const MB = 1_048_576;
/** Pages between two turns of the event loop; on a server it turns for each request. */
const BATCH = 20;

const [maxMB = 1, pages = 0, ownHeaders = 0, bodyBytes = 0, asks = 1] = process.argv.slice(2).map(Number);
const filler = "lorem ipsum dolor sit amet ".repeat(Math.ceil(bodyBytes / 27));

function makePage(number: number): CachedPage {
  const own = new Headers({ "content-type": "text/html; charset=utf-8", "x-frame-options": "SAMEORIGIN" });
  for (let at = 0; at < ownHeaders; at++) own.set(`x-own-${at}`, `${number} ${at}`.padEnd(100, "-"));
  const terms = { fresh: 60, stale: 60, tags: ["a"] };
  const headers = storedHeaders(own, { terms, isForAll: true, varied: [], etag: `"${number}"` });
  const body = number + filler.slice(0, bodyBytes);
  return new CachedPage({
    headers,
    body,
    renderedAt: Date.now(),
    fresh: 60,
    stale: 60,
    path: `/${number}`,
    tags: ["a"],
  });
}

async function ask(cache: PageCache, number: number): Promise<void> {
  const key = `https://example.com/products/${number}`;
  for (let count = 0; count < asks; count++) {
    const task = { path: `/${number}`, seconds: 30, render: async () => ({ page: makePage(number) }) };
    const found = cache.find(key);
    const outcome = found ? { page: found } : await cache.obtain(key, task);
    if (!("page" in outcome)) throw new Error("not stored");
    const request = new Request(key, { headers: { "accept-encoding": "gzip" } });
    const variant = (await outcome.page.variantFor(request)) ?? outcome.page.plain;
    variant.respond(request.headers, { age: 0, status: "HIT", isOwnCopy: false });
  }
}

async function fill(cache: PageCache, count: number): Promise<number> {
  let longest = 0;
  let last = performance.now();
  for (let number = 0; number < count; number++) {
    await ask(cache, number);
    if (number % BATCH > 0) continue;
    longest = Math.max(longest, performance.now() - last);
    await new Promise((resolve) => setImmediate(resolve));
    last = performance.now();
  }
  return longest;
}

// What the engine takes once, for code and heap.
await fill(new PageCache({ store: memoryStore({ maxMB: 1 }), namespace: "", maximumBytes: MB }), 5000);
Bun.gc(true);
const before = process.memoryUsage.rss();
const cache = new PageCache({ store: memoryStore({ maxMB }), namespace: "", maximumBytes: MB });
const stall = await fill(cache, pages);
const underWay = process.memoryUsage.rss() - before;
Bun.gc(true);
Bun.shrink();
const settled = process.memoryUsage.rss() - before;
const { bytes, entries } = cache.stats;
const started = performance.now();
void cache.invalidate({ kind: "tag", tag: "a" });
const invalidation = performance.now() - started;
console.log(
  JSON.stringify({
    counted: bytes / MB,
    entries,
    process: underWay / MB,
    settled: settled / MB,
    stall,
    invalidation,
  }),
);
process.exit(0);
