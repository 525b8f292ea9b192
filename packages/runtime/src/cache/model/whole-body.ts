import { toBytes } from "../../http/body-start.ts";
import { TIMED_OUT, withTimeout } from "../../util/with-timeout.ts";
import { MB } from "../stores/options.ts";

/** Bytes above which a page is not stored. */
export const LARGEST_BODY = 32 * MB;

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
  const read = await withTimeout(seconds * 1000, readAll(reader));
  if (read !== TIMED_OUT && read !== undefined) return read;
  reader.cancel("The page is too long for the cache.").catch(() => undefined);
  return undefined;
}

/** @returns `undefined` once it is too long */
async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); length <= LARGEST_BODY; read = await reader.read()) {
    if (read.done) return joined(chunks, length);
    const chunk = toBytes(read.value);
    chunks.push(chunk);
    length += chunk.byteLength;
  }
  return undefined;
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
