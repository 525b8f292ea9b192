type Reader = ReadableStreamDefaultReader<Uint8Array | string>;

/** A body of which as much was read as there was without waiting. */
export type BodyStart =
  /** All of it. */
  | { whole: Uint8Array<ArrayBuffer> }
  /** A beginning, and where the rest comes from. `next` is a read under way. */
  | { first: Uint8Array<ArrayBuffer>; next: ReturnType<Reader["read"]>; reader: Reader };

/**
 * Tells a body that is all there (a string, bytes, a JSON value) from one that is still being made. A `Response` does
 * not say which it is, but a body that is there ends right behind its first chunk.
 */
export async function readStart(body: ReadableStream<Uint8Array>): Promise<BodyStart> {
  const reader: Reader = body.getReader();
  const first = await reader.read();
  if (first.done) return { whole: new Uint8Array() };
  const next = reader.read();
  // Whoever goes on reading sees it fail; if nobody does, it is nobody's failure.
  next.catch(() => undefined);
  // The end of a body that is there is known one turn of the microtask queue later.
  await undefined;
  if (Bun.peek.status(next) === "fulfilled" && (await next).done) return { whole: toBytes(first.value) };
  return { first: toBytes(first.value), next, reader };
}

/** Bun lets streams of a `Response` hold strings. */
export function toBytes(chunk: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return typeof chunk === "string" ? new TextEncoder().encode(chunk) : (chunk as Uint8Array<ArrayBuffer>);
}
