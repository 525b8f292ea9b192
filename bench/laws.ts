import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Evictable, EvictionOrder } from "../packages/runtime/src/cache/memory/eviction-order.ts";
import { RecentKeys } from "../packages/runtime/src/cache/memory/recent-keys.ts";
import { DiskUse } from "../packages/runtime/src/cache/stores/file/disk-use.ts";
import { pageFile } from "../packages/runtime/src/cache/stores/file/names.ts";
import { takeStock } from "../packages/runtime/src/cache/stores/file/sweep.ts";
import { encodeData } from "../packages/runtime/src/page/data-encode.ts";
import { createMatcher } from "../packages/runtime/src/route/match.ts";
import { RouteIndex } from "../packages/vite/src/routes/route-index.ts";
import { scanPages } from "../packages/vite/src/routes/scan.ts";
import { median } from "./numbers.ts";

/** How the cost of some work grows with its size. */
export interface Law {
  name: string;
  sizes: [small: number, large: number];
  /** The slope of cost over size, both as logarithms, at most: 1 is linear, 0 constant. */
  bound: number;
  /** Prepares work of a size, which is then measured. */
  prepare(size: number): () => void | Promise<void>;
}

interface Item extends Evictable<Item> {
  hash: number;
}

/** So often a cost per use is measured. */
const USES = 20_000;
const DIRECTORY = { directory: "src/pages" };

function pageNames(count: number): string[] {
  return Array.from({ length: count }, (_, page) => `section-${page % 20}/page-${page}/[slug].tsx`);
}

function newItem(hash: number): Item {
  return { hash, bytes: 1, uses: 0, isProven: false, newer: undefined, older: undefined };
}

export const LAWS: Law[] = [
  {
    name: "a page that comes into a full cache",
    sizes: [1000, 131_000],
    bound: 0.2,
    prepare(size) {
      const order = new EvictionOrder<Item>();
      for (let hash = 0; hash < size; hash++) order.add(newItem(hash), hash);
      return () => {
        for (let use = 0; use < USES; use++) {
          order.takeNext();
          order.add(newItem(size + use), size + use);
        }
      };
    },
  },
  {
    name: "a key that is noted for a while",
    sizes: [1000, 131_000],
    bound: 0.2,
    prepare(size) {
      const keys = new RecentKeys<true>({ entries: size, characters: Number.POSITIVE_INFINITY });
      for (let key = 0; key < size; key++) keys.set(String(key), true, 1e6);
      return () => {
        for (let use = 0; use < USES; use++) keys.set(String(size + use), true, 1e6);
      };
    },
  },
  {
    name: "a page on a full disk",
    sizes: [1000, 131_000],
    bound: 0.25,
    prepare(size) {
      const disk = new DiskUse();
      for (let file = 0; file < size; file++) disk.set(String(file), 4096);
      return () => {
        for (let use = 0; use < USES; use++) {
          disk.takeOldest();
          disk.set(String(size + use), 4096);
          disk.touch(String(size + use - 500));
        }
      };
    },
  },
  {
    name: "start with pages on disk",
    sizes: [1000, 8000],
    bound: 1.2,
    prepare(size) {
      const directory = mkdtempSync(join(tmpdir(), "bunsen-growth-"));
      for (let page = 0; page < size; page++) writeFileSync(join(directory, pageFile(String(page))), "x");
      process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
      return () => takeStock(directory, "owner", new DiskUse());
    },
  },
  {
    name: "scan of the pages",
    sizes: [300, 3000],
    bound: 1.25,
    prepare(size) {
      const files = pageNames(size);
      return () => void scanPages(files, DIRECTORY);
    },
  },
  {
    name: "whether a module is a page",
    sizes: [300, 3000],
    bound: 0.25,
    prepare(size) {
      const index = new RouteIndex(scanPages(pageNames(size), DIRECTORY).table);
      const files = pageNames(size).map((name) => `src/pages/${name}`);
      return () => {
        for (let use = 0; use < USES; use++) index.isPage(files[use % size] ?? "");
      };
    },
  },
  {
    name: "routes of a server that starts",
    sizes: [300, 3000],
    bound: 1.25,
    prepare(size) {
      const { routes } = scanPages(pageNames(size), DIRECTORY).table;
      const entries = routes.map((value) => ({ segments: value.segments, value }));
      return () => void createMatcher(entries);
    },
  },
  {
    name: "data of a page",
    sizes: [10_000, 160_000],
    bound: 1.25,
    prepare(size) {
      const rows = Array.from({ length: size }, (_, id) => ({ id, name: `row ${id}`, price: id / 7 }));
      return () => void encodeData({ props: { rows }, query: {}, params: {}, url: "/" });
    },
  },
];

/** The slope of a law: the median of rounds in which both sizes are measured in turns, by processor time. */
export async function slopeOf({ sizes, prepare }: Law, rounds: number): Promise<number> {
  const [small, large] = sizes;
  const [little, much] = [prepare(small), prepare(large)];
  const slopes: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const ratio = Math.log((await cost(much)) / (await cost(little)));
    // The first round is for the engine to warm up.
    if (round > 0) slopes.push(ratio / Math.log(large / small));
  }
  return median(slopes);
}

/** Microseconds of processor time for one run; enough runs for a number that can be compared. */
async function cost(work: () => void | Promise<void>): Promise<number> {
  let runs = 0;
  const before = process.cpuUsage();
  for (;;) {
    await work();
    runs += 1;
    const { user, system } = process.cpuUsage(before);
    if (user + system > 30_000) return (user + system) / runs;
  }
}
