import { toBytes } from "../http/body-start.ts";

/** Bytes above which a page is not stored. */
const LARGEST_BODY = 32 * 1_048_576;

/**
 * Reads a body to its end.
 *
 * @param seconds after which it counts as endless
 * @returns `undefined` if it is too long or takes too long; it is then cancelled
 * @throws what the body fails with, so that half of one is never taken for a whole
 */
export async function wholeBody(
  body: ReadableStream<Uint8Array> | null,
  seconds: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  const { promise: late, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(resolve, seconds * 1000, "late");
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), late]);
      if (read === "late" || length > LARGEST_BODY) {
        reader.cancel("The page is too long for the cache.").catch(() => undefined);
        return undefined;
      }
      if (read.done) return joined(chunks, length);
      const chunk = toBytes(read.value);
      chunks.push(chunk);
      length += chunk.byteLength;
    }
  } finally {
    clearTimeout(timer);
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
