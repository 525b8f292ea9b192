import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { compressVariants } from "./compress.ts";

const TEXT = Buffer.from("export const element = { symbol: 'Fe', number: 26 };\n".repeat(100));
const DECODERS = { br: brotliDecompressSync, zstd: zstdDecompressSync, gzip: gunzipSync };

it("makes every coding, each of which gives the bytes back", async () => {
  const variants = await compressVariants(TEXT);
  expect([...variants.keys()].sort()).toEqual(["br", "gzip", "zstd"]);
  for (const [encoding, bytes] of variants) {
    expect(Buffer.compare(DECODERS[encoding](bytes), TEXT)).toBe(0);
    expect(bytes.byteLength).toBeLessThan(TEXT.byteLength / 10);
  }
});

it("makes the same bytes each time", async () => {
  const [first, second] = [await compressVariants(TEXT), await compressVariants(TEXT)];
  for (const [encoding, bytes] of first) {
    expect(Buffer.compare(bytes, second.get(encoding) ?? Buffer.alloc(0)), encoding).toBe(0);
  }
});

it("keeps nothing that is hardly smaller, or was small before", async () => {
  const random = crypto.getRandomValues(new Uint8Array(60_000));
  expect((await compressVariants(random)).size).toBe(0);
  expect((await compressVariants(TEXT.subarray(0, 400))).size).toBe(0);
  expect((await compressVariants(new Uint8Array())).size).toBe(0);
});
