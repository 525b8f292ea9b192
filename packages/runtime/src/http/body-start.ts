type Reader = ReadableStreamDefaultReader<Uint8Array | string>;

type Read = ReturnType<Reader["read"]>;

/** A body from which as much was read as was available without waiting. */
export type BodyStart =
  /** The complete body. */
  | { whole: Uint8Array<ArrayBuffer> }
  /** More follows: the reads that were started, in order, and the reader for the rest. */
  | { reads: Read[]; reader: Reader };

/** Bytes that are read ahead. What is longer is passed on as it comes, which keeps no second copy in memory. */
const MOST_AHEAD = 4 * 1024 * 1024;

/**
 * Distinguishes a complete body (a string, bytes, a JSON value) from one that is still being produced. A `Response` has no
 * property for this, but a complete body gives its chunks and its end immediately; Bun makes chunks of 16 kB and more of it.
 * Never rejects: the error of a broken body occurs again in the code that continues to read it.
 */
export async function readStart(body: ReadableStream<Uint8Array>): Promise<BodyStart> {
  const reader: Reader = body.getReader();
  const reads: Read[] = [];
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let length = 0; length <= MOST_AHEAD; ) {
    const { read, result } = await readAvailable(reader);
    if (result?.done) return { whole: joined(chunks) };
    reads.push(read);
    if (!result) break;
    const chunk = toBytes(result.value);
    chunks.push(chunk);
    length += chunk.byteLength;
  }
  return { reads, reader };
}

/** All chunks as one; a single one is not copied. */
export function joined(chunks: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only] = chunks;
  return chunks.length === 1 && only ? only : Bun.concatArrayBuffers(chunks, Infinity, true);
}

/** A read, and its result if that is available within a turn of the microtask queue. */
async function readAvailable(reader: Reader): Promise<{ read: Read; result?: Awaited<Read> }> {
  const read = reader.read();
  // If no code reads on, a rejection must not be reported as unhandled.
  read.catch(() => undefined);
  await undefined;
  return Bun.peek.status(read) === "fulfilled" ? { read, result: await read } : { read };
}

/** In Bun, the streams of a `Response` may contain strings. */
export function toBytes(chunk: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return typeof chunk === "string" ? new TextEncoder().encode(chunk) : (chunk as Uint8Array<ArrayBuffer>);
}
