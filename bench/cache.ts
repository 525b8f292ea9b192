/**
 * What the page cache does under two floods: a thousand first visitors of one page at once, and a million searches that
 * nobody asks for twice. Prints what came of it; exits with 1 if a promise of the README is broken.
 */
import { join } from "node:path";
import type { CacheStats } from "@bunsen/runtime";
import type { App } from "@bunsen/runtime/internal/app";
import { buildOurs } from "./servers.ts";

const VISITORS = 1000;
const SEARCHES = Number(process.env.BENCH_SEARCHES ?? 1_000_000);
const BATCH = 1000;
const MB = 1_048_576;
/** What `cache.maxBytes` is by default. */
const BOUND = 64 * MB;
const ORIGIN = "http://127.0.0.1";

const { app }: { app: App } = await import(join(buildOurs("app"), "server/app.js"));
const ask = async (path: string) => (await app.fetch(new Request(ORIGIN + path))).text();
const stats = async (): Promise<CacheStats> => JSON.parse(await ask("/api/cache"));

const { renders } = await stats();
await Promise.all(Array.from({ length: VISITORS }, () => ask("/kept/slow")));
const rendersForAll = (await stats()).renders - renders;
console.log(`${VISITORS} first visitors at once: ${rendersForAll} render (target 1).`);

let most = 0;
const started = performance.now();
for (let begin = 0; begin < SEARCHES; begin += BATCH) {
  await Promise.all(Array.from({ length: BATCH }, (_, index) => ask(`/kept?n=${begin + index}`)));
  most = Math.max(most, (await stats()).bytes);
}
const seconds = (performance.now() - started) / 1000;
const { entries } = await stats();
Bun.gc(true);
console.log(
  `${SEARCHES.toLocaleString("en")} searches in ${seconds.toFixed(0)} s: ${entries.toLocaleString("en")} pages kept, ` +
    `at most ${(most / MB).toFixed(1)} MB as counted (bound ${BOUND / MB} MB); ` +
    `the process has ${(process.memoryUsage.rss() / MB).toFixed(0)} MB.`,
);
process.exit(rendersForAll === 1 && most <= BOUND ? 0 : 1);
