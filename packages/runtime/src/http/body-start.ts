type Reader = ReadableStreamDefaultReader<Uint8Array | string>;

type Read = ReturnType<Reader["read"]>;

/** A body of which as much was read as there was without waiting. */
export type BodyStart =
  /** All of it. */
  | { whole: Uint8Array<ArrayBuffer> }
  /** More is to come: what was asked of the reader so far, in order, and the reader for the rest. */
  | { reads: Read[]; reader: Reader };

/**
 * Tells a body that is all there (a string, bytes, a JSON value) from one that is still being made. A `Response` does
 * not say which it is, but a body that is there has a first chunk at once and its end right behind it. Never rejects:
 * whoever goes on reading sees a broken body break.
 */
export async function readStart(body: ReadableStream<Uint8Array>): Promise<BodyStart> {
  const reader: Reader = body.getReader();
  const first = await readAtOnce(reader);
  if (!first.result) return { reads: [first.read], reader };
  if (first.result.done) return { whole: new Uint8Array() };
  const second = await readAtOnce(reader);
  if (second.result?.done) return { whole: toBytes(first.result.value) };
  return { reads: [first.read, second.read], reader };
}

/** A read, and its result if that is known within a turn of the microtask queue. */
async function readAtOnce(reader: Reader): Promise<{ read: Read; result?: Awaited<Read> }> {
  const read = reader.read();
  // If nobody goes on reading, it is nobody's failure.
  read.catch(() => undefined);
  await undefined;
  return Bun.peek.status(read) === "fulfilled" ? { read, result: await read } : { read };
}

/** Bun lets streams of a `Response` hold strings. */
export function toBytes(chunk: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return typeof chunk === "string" ? new TextEncoder().encode(chunk) : (chunk as Uint8Array<ArrayBuffer>);
}
