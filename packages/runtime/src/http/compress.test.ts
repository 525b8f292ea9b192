import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { compressBytes, compressWell } from "./compress.ts";

const TEXT = "a line of a large response\n";
const DECODERS = { br: brotliDecompressSync, zstd: zstdDecompressSync, gzip: gunzipSync };

test.each(["br", "zstd", "gzip"] as const)(
  "a large body is compressed in another thread with %s",
  async (encoding) => {
    const bytes = new TextEncoder().encode(TEXT.repeat(100_000));
    for (const compress of [compressBytes, compressWell]) {
      const compressing = compress(bytes, encoding);
      expect(Bun.peek.status(compressing)).toBe("pending");
      expect(DECODERS[encoding](await compressing).equals(bytes)).toBe(true);
    }
  },
);

test.each(["br", "zstd", "gzip"] as const)("a small body is not worth the way there with %s", (encoding) => {
  const bytes = new TextEncoder().encode(TEXT.repeat(1000));
  for (const compress of [compressBytes, compressWell])
    expect(compress(bytes, encoding)).toBeInstanceOf(Uint8Array);
});
