import type { Transform } from "node:stream";
import type { Encoding } from "./encoding.ts";

/**
 * The encodings for a generated response, in the server's order of preference. For pages of 8 to 60 kB, Zstandard at level 1
 * takes the least time and results in the fewest bytes, followed by gzip (libdeflate) at level 1; Brotli at level 1 is not
 * smaller than gzip.
 */
export const FAST_ENCODINGS: readonly Encoding[] = ["zstd", "gzip", "br"];

/** Loaded for the first response that needs it: it loads Node's streams, which would slow down the start of the server. */
const zlib = () => process.getBuiltinModule("node:zlib");

const FAST_LEVEL = 1;

/** Bytes up to which the fastest level takes two milliseconds: other requests wait no longer for a response. */
const LARGEST_HERE = 512 * 1024;

/** Compresses a complete body for one response, at the fastest level; a large one outside of the main thread. */
export function compressBytes(
  bytes: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>> {
  if (bytes.byteLength > LARGEST_HERE) return compressElsewhere(bytes, encoding, FAST_LEVEL);
  return compressHere(bytes, encoding, FAST_LEVEL);
}

/** Higher levels make pages hardly smaller. */
const GOOD_LEVELS = { zstd: 6, gzip: 6, br: 5 } as const;

/** Bytes up to which a body is small: compressing it takes half a millisecond, less than a trip to another thread is worth. */
export const SMALL_BYTES = 65_536;

/** Compresses a body that is sent many times; a large one outside of the main thread. */
export function compressWell(
  bytes: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>> {
  if (bytes.byteLength > SMALL_BYTES) return compressElsewhere(bytes, encoding, GOOD_LEVELS[encoding]);
  return compressHere(bytes, encoding, GOOD_LEVELS[encoding]);
}

function compressHere(
  bytes: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
  level: 1 | 5 | 6,
): Uint8Array<ArrayBuffer> {
  switch (encoding) {
    case "zstd":
      return Bun.zstdCompressSync(bytes, { level }) as Uint8Array<ArrayBuffer>;
    case "gzip":
      return Bun.gzipSync(bytes, { level, library: "libdeflate" });
    case "br": {
      const { brotliCompressSync, constants } = zlib();
      const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_SIZE_HINT: size } = constants;
      return brotliCompressSync(bytes, { params: { [quality]: level, [size]: bytes.byteLength } });
    }
  }
}

/** Outside of the main thread. */
async function compressElsewhere(
  bytes: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
  level: 1 | 5 | 6,
): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === "zstd") return (await Bun.zstdCompress(bytes, { level })) as Uint8Array<ArrayBuffer>;
  const { brotliCompress, constants, gzip } = zlib();
  return new Promise((resolve, reject) => {
    const end = (error: Error | null, result: Uint8Array<ArrayBuffer>) =>
      error ? reject(error) : resolve(result);
    if (encoding === "gzip") gzip(bytes, { level }, end);
    else brotliCompress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: level } }, end);
  });
}

/**
 * Compresses a body that is still being produced. The output of each chunk is flushed before the next chunk is awaited, so
 * that the shell of a page does not wait for the Suspense boundaries after it. (`CompressionStream` never flushes.)
 */
export class ChunkCompressor {
  readonly #engine: Transform;
  readonly #output: Uint8Array[] = [];

  constructor(encoding: Encoding) {
    this.#engine = createEngine(encoding);
    this.#engine.on("data", (bytes: Uint8Array) => this.#output.push(bytes));
    // The callback of the failed write reports the error; without a listener, the event would end the process.
    this.#engine.on("error", () => this.close());
  }

  /** Compresses a chunk and flushes: the result is everything that a client needs to decode it. */
  write(chunk: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#engine.write(chunk, (error) => (error ? reject(error) : resolve(this.#take())));
    });
  }

  /** The last bytes. */
  end(): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#engine.once("error", reject);
      this.#engine.once("end", () => resolve(this.#take()));
      this.#engine.end();
    });
  }

  /** Frees the engine's memory. */
  close(): void {
    this.#engine.destroy();
  }

  #take(): Uint8Array {
    const [first, ...others] = this.#output.splice(0);
    if (first !== undefined && others.length === 0) return first;
    return Buffer.concat(first ? [first, ...others] : []);
  }
}

function createEngine(encoding: Encoding): Transform {
  const { constants, createBrotliCompress, createGzip, createZstdCompress } = zlib();
  switch (encoding) {
    case "gzip":
      return createGzip({ level: FAST_LEVEL, flush: constants.Z_SYNC_FLUSH });
    case "br":
      return createBrotliCompress({
        flush: constants.BROTLI_OPERATION_FLUSH,
        params: { [constants.BROTLI_PARAM_QUALITY]: FAST_LEVEL },
      });
    case "zstd":
      return createZstdCompress({
        flush: constants.ZSTD_e_flush,
        params: { [constants.ZSTD_c_compressionLevel]: FAST_LEVEL },
      });
  }
}
