import { createHash } from "node:crypto";
import { promisify } from "node:util";
// A default import: Node 20, which only starts Bun, has no named export for zstd.
import zlib from "node:zlib";
import type { Encoding } from "@bunsen/runtime/internal/encoding";
import type { CompressionCache } from "./compression-cache.ts";

/** Bytes below which a file fits into one packet even without compression. */
const SMALLEST = 512;

/** Bytes above which compressing would take minutes. Such files are sent as they are. */
const LARGEST = 64 * 1024 * 1024;

/**
 * Bytes up to which the best levels are used. They take 2 seconds for a megabyte, a tenth of which with the levels below
 * them, and result in 10 to 15 % less.
 */
const LARGEST_FOR_BEST = 1024 * 1024;

/** How much smaller a variant must be, as a fraction of the plain size. */
const MARGIN = 0.1;

/** Zstandard's level 19 stays within the window of 8 MB that every browser supports (RFC 9659). */
const BEST: Record<Encoding, number> = { br: 11, zstd: 19, gzip: 9 };
const GOOD: Record<Encoding, number> = { br: 9, zstd: 12, gzip: 9 };

/** Each in a thread of Bun's pool, which has as many as there are processors. */
const compressors: Record<Encoding, (bytes: Uint8Array, level: number) => Promise<Uint8Array>> = {
  br: (bytes, level) =>
    promisify(zlib.brotliCompress)(bytes, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: level,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      },
    }),
  zstd: (bytes, level) =>
    promisify(zlib.zstdCompress)(bytes, { params: { [zlib.constants.ZSTD_c_compressionLevel]: level } }),
  gzip: (bytes, level) => promisify(zlib.gzip)(bytes, { level }),
};

/**
 * The compressed variants of a file that are smaller by a margin. The same bytes always give the same
 * variants.
 *
 * @param cache of earlier builds
 */
export async function compressVariants(
  bytes: Uint8Array,
  cache?: CompressionCache,
): Promise<Map<Encoding, Uint8Array>> {
  const variants = new Map<Encoding, Uint8Array>();
  if (bytes.byteLength < SMALLEST || bytes.byteLength > LARGEST) return variants;
  const hash = cache ? createHash("sha256").update(bytes).digest("hex") : "";
  const made = await Promise.all(
    (Object.keys(compressors) as Encoding[]).map(async (encoding) => {
      return [encoding, await variantOf(bytes, encoding, hash, cache)] as const;
    }),
  );
  for (const [encoding, variant] of made) if (variant.byteLength > 0) variants.set(encoding, variant);
  return variants;
}

/** @returns no bytes if it is not worth it */
async function variantOf(
  bytes: Uint8Array,
  encoding: Encoding,
  hash: string,
  cache: CompressionCache | undefined,
): Promise<Uint8Array> {
  const level = (bytes.byteLength <= LARGEST_FOR_BEST ? BEST : GOOD)[encoding];
  const name = `${hash}-${encoding}-${level}-${Bun.version}`;
  const known = await cache?.read(name);
  if (known) return known;
  const compressed = await compressors[encoding](bytes, level);
  const variant = compressed.byteLength <= bytes.byteLength * (1 - MARGIN) ? compressed : new Uint8Array();
  await cache?.write(name, variant);
  return variant;
}
