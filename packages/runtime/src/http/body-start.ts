type Reader = ReadableStreamDefaultReader<Uint8Array | string>;

type Read = ReturnType<Reader["read"]>;

/** A body from which as much was read as was available without waiting. */
export type BodyStart =
  /** The complete body. */
  | { whole: Uint8Array<ArrayBuffer> }
  /** More follows: the reads that were started, in order, and the reader for the rest. */
  | { reads: Read[]; reader: Reader };

/**
 * Distinguishes a complete body (a string, bytes, a JSON value) from one that is still being produced. A `Response` has no
 * property for this, but a complete body gives its first chunk and its end immediately. Never rejects: the error of a broken
 * body occurs again in the code that continues to read it.
 */
export async function readStart(body: ReadableStream<Uint8Array>): Promise<BodyStart> {
  const reader: Reader = body.getReader();
  const first = await readAvailable(reader);
  if (!first.result) return { reads: [first.read], reader };
  if (first.result.done) return { whole: new Uint8Array() };
  const second = await readAvailable(reader);
  if (second.result?.done) return { whole: toBytes(first.result.value) };
  return { reads: [first.read, second.read], reader };
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
