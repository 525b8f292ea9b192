/**
 * How cost grows. Prints the slope of each law (see laws.ts), and what the page cache adds to a page that is asked for under a new
 * URL each time, beside the same page without the cache, in one process and in turns; each with its bound. Exits with 1 if one
 * is missed.
 */
import { join } from "node:path";
import type { App } from "@bunsen/runtime/internal/app";
import { LAWS, slopeOf } from "./laws.ts";
import { median, round2 } from "./numbers.ts";
import { buildOurs } from "./servers.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 3200);
const BATCH = 32;
/** An uncached page's processor time through that of a miss: at least. */
const BOUND = 0.85;
const ORIGIN = "http://127.0.0.1";

const { app }: { app: App } = await import(join(buildOurs("app"), "server/app.js"));
let asked = 0;

/** Processor time of one request, in microseconds; each is for a URL of its own. */
async function cost(path: string, accept: string): Promise<number> {
  const headers = { "accept-encoding": accept };
  const ask = async () =>
    (await app.fetch(new Request(`${ORIGIN}${path}?n=${asked++}`, { headers }))).bytes();
  const before = process.cpuUsage();
  for (let count = 0; count < REQUESTS; count += BATCH) {
    await Promise.all(Array.from({ length: BATCH }, ask));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / REQUESTS;
}

async function missRatio(accept: string): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const plain = await cost("/growth/plain", accept);
    const miss = await cost("/growth/cached", accept);
    // The first round is for the engine to warm up.
    if (round > 0) ratios.push(plain / miss);
  }
  return median(ratios);
}

const laws = [];
for (const law of LAWS) {
  const slope = await slopeOf(law, ROUNDS);
  laws.push({ law: law.name, sizes: law.sizes.join(" to "), slope: round2(slope), "at most": law.bound });
}
console.table(laws);
const misses = [];
for (const accept of ["identity", "gzip", "zstd"]) {
  const ratio = await missRatio(accept);
  misses.push({
    law: `cache miss against uncached page, ${accept}`,
    ratio: round2(ratio),
    "at least": BOUND,
  });
}
console.table(misses);
const isKept =
  laws.every((law) => law.slope <= law["at most"]) && misses.every((miss) => miss.ratio >= miss["at least"]);
process.exit(isKept ? 0 : 1);
