import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import zlib from "node:zlib";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { compressVariants } from "./compress.ts";
import { CompressionCache, compressionDirectory } from "./compression-cache.ts";

const TEXT = Buffer.from("export const element = { symbol: 'Fe', number: 26 };\n".repeat(100));
const RANDOM = crypto.getRandomValues(new Uint8Array(10_000));

afterEach(() => {
  vi.restoreAllMocks();
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "compressed-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** How often a compressor runs during some work. */
async function runs(work: () => Promise<unknown>): Promise<number> {
  const spies = [vi.spyOn(zlib, "brotliCompress"), vi.spyOn(zlib, "gzip"), vi.spyOn(zlib, "zstdCompress")];
  await work();
  const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  vi.restoreAllMocks();
  return count;
}

test("content that was compressed before is not compressed again, also if that was not worth it", async () => {
  const directory = join(newDirectory(), "not/there");
  const first = await compressVariants(TEXT, new CompressionCache(directory));
  expect((await compressVariants(RANDOM, new CompressionCache(directory))).size).toBe(0);
  const count = await runs(async () => {
    const again = await compressVariants(TEXT, new CompressionCache(directory));
    expect([...again].map(([name, bytes]) => [name, Buffer.from(bytes)])).toEqual(
      [...first].map(([name, bytes]) => [name, Buffer.from(bytes)]),
    );
    expect((await compressVariants(RANDOM, new CompressionCache(directory))).size).toBe(0);
  });
  expect(count).toBe(0);
  expect(await runs(() => compressVariants(TEXT.subarray(1), new CompressionCache(directory)))).toBe(3);
});

test("what is damaged is made again", async () => {
  const directory = newDirectory();
  const cache = new CompressionCache(directory);
  const first = await compressVariants(TEXT, cache);
  const [cut = "", changed = "", empty = ""] = readdirSync(directory).map((name) => join(directory, name));
  writeFileSync(cut, readFileSync(cut).subarray(0, 20));
  writeFileSync(changed, readFileSync(changed).fill(1, 12, 13));
  writeFileSync(empty, "");
  expect(await runs(async () => expect(await compressVariants(TEXT, cache)).toEqual(first))).toBe(3);
  expect(await runs(() => compressVariants(TEXT, cache))).toBe(0);
});

test("a directory that cannot be written is no failure", async () => {
  const file = join(newDirectory(), "file");
  writeFileSync(file, "");
  const variants = await compressVariants(TEXT, new CompressionCache(file));
  expect(variants.size).toBe(3);
  await new CompressionCache(file).prune();
});

test("what was not used for a month is removed", async () => {
  const directory = newDirectory();
  const cache = new CompressionCache(directory);
  await compressVariants(TEXT, cache);
  const month = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000);
  for (const name of readdirSync(directory)) utimesSync(join(directory, name), month, month);
  await compressVariants(TEXT.subarray(1), cache);
  await cache.prune();
  expect(readdirSync(directory)).toHaveLength(3);
  for (const name of readdirSync(directory)) utimesSync(join(directory, name), month, month);
  await compressVariants(TEXT.subarray(1), cache);
  await cache.prune();
  expect(readdirSync(directory)).toHaveLength(3);
});

test("it is beside Vite's own cache", () => {
  expect(compressionDirectory("/app/node_modules/.vite")).toBe("/app/node_modules/.cache/bunsen/compressed");
  expect(compressionDirectory("/var/cache/vite")).toBe("/var/cache/vite/bunsen-compressed");
});
