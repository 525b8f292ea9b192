import { promisify } from "node:util";
// A default import: Node 20, which only starts Bun, has no named export for zstd.
import zlib from "node:zlib";
import type { Encoding } from "@bunsen/runtime/internal/encoding";

/** Bytes below which a file fits into one packet even without compression. */
const SMALLEST = 512;

/** Bytes above which compressing would take minutes. Such files are sent as they are. */
const LARGEST = 64 * 1024 * 1024;

/** Bytes up to which the best of Brotli takes seconds at most. */
const LARGEST_FOR_BEST = 4 * 1024 * 1024;

/** How much smaller a variant must be, as a fraction of the plain size. */
const MARGIN = 0.1;

const compressors: Record<Encoding, (bytes: Uint8Array) => Promise<Uint8Array>> = {
  br: (bytes) =>
    promisify(zlib.brotliCompress)(bytes, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]:
          bytes.byteLength <= LARGEST_FOR_BEST ? zlib.constants.BROTLI_MAX_QUALITY : 9,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      },
    }),
  // Level 19 stays within the window of 8 MB that every browser supports (RFC 9659).
  zstd: (bytes) =>
    promisify(zlib.zstdCompress)(bytes, { params: { [zlib.constants.ZSTD_c_compressionLevel]: 19 } }),
  gzip: (bytes) => promisify(zlib.gzip)(bytes, { level: 9 }),
};

/**
 * The compressed variants of a file that are smaller by a margin. The same bytes always give the same
 * variants.
 */
export async function compressVariants(bytes: Uint8Array): Promise<Map<Encoding, Uint8Array>> {
  const variants = new Map<Encoding, Uint8Array>();
  if (bytes.byteLength < SMALLEST || bytes.byteLength > LARGEST) return variants;
  const largest = bytes.byteLength * (1 - MARGIN);
  const made = await Promise.all(
    (Object.keys(compressors) as Encoding[]).map(async (encoding) => {
      return [encoding, await compressors[encoding](bytes)] as const;
    }),
  );
  for (const [encoding, variant] of made) if (variant.byteLength <= largest) variants.set(encoding, variant);
  return variants;
}
