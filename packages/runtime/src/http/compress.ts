import type { Transform } from "node:stream";
import type { Encoding } from "./encoding.ts";

/**
 * What is made for one answer, the server's favourite first. On pages of 8 to 60 kB, Zstandard at level 1 takes the
 * least time and leaves the fewest bytes; gzip by libdeflate at 1 comes next, and Brotli at 1 is no smaller than that.
 */
export const FAST_ENCODINGS: readonly Encoding[] = ["zstd", "gzip", "br"];

/** Loaded by the first answer that needs it: it brings Node's streams along, which a server need not start with. */
const zlib = () => process.getBuiltinModule("node:zlib");

const FAST_LEVEL = 1;

/** Compresses a whole body for one answer, at the cheapest level. */
export function compressBytes(bytes: Uint8Array<ArrayBuffer>, encoding: Encoding): Uint8Array<ArrayBuffer> {
  switch (encoding) {
    case "zstd":
      return Bun.zstdCompressSync(bytes, { level: FAST_LEVEL }) as Uint8Array<ArrayBuffer>;
    case "gzip":
      return Bun.gzipSync(bytes, { level: FAST_LEVEL, library: "libdeflate" });
    case "br": {
      const { brotliCompressSync, constants } = zlib();
      const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_SIZE_HINT: size } = constants;
      return brotliCompressSync(bytes, { params: { [quality]: FAST_LEVEL, [size]: bytes.byteLength } });
    }
  }
}

/** Zstandard, gzip and Brotli at levels beyond which a page gets hardly smaller. */
const GOOD_LEVELS = { zstd: 9, gzip: 6, br: 5 } as const;

/** Compresses what is sent many times. Off the main thread, because for a large page it takes a while. */
export async function compressWell(
  bytes: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === "zstd") {
    return (await Bun.zstdCompress(bytes, { level: GOOD_LEVELS.zstd })) as Uint8Array<ArrayBuffer>;
  }
  const { brotliCompress, constants, gzip } = zlib();
  return new Promise((resolve, reject) => {
    const end = (error: Error | null, result: Uint8Array<ArrayBuffer>) =>
      error ? reject(error) : resolve(result);
    if (encoding === "gzip") gzip(bytes, { level: GOOD_LEVELS.gzip }, end);
    else brotliCompress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: GOOD_LEVELS.br } }, end);
  });
}

/**
 * Compresses a body that is still being made. Whatever one chunk became is handed on before the next one is awaited,
 * so that a page's shell is not held back by the boundaries that follow it. (`CompressionStream` cannot do that: it
 * never flushes.)
 */
export class ChunkCompressor {
  readonly #engine: Transform;
  readonly #output: Uint8Array[] = [];

  constructor(encoding: Encoding) {
    this.#engine = createEngine(encoding);
    this.#engine.on("data", (bytes: Uint8Array) => this.#output.push(bytes));
    // Reported by the callback of the write that failed; without a listener it would end the process.
    this.#engine.on("error", () => this.close());
  }

  /** What the chunk became: everything that a client needs to read it. */
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
