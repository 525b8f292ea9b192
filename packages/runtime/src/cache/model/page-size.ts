import type { StoredPage } from "../../api/cache-store.ts";

/** What an entry of the memory store takes besides its bytes and texts; measured, see `memory.test.ts`. */
const ENTRY_BYTES = 1100;
const HEADER_BYTES = 120;
const TAG_BYTES = 200;

/**
 * The bytes of memory that a page keeps from being freed. A body that is a view of a larger buffer counts as all of
 * that buffer, for all of it is kept.
 */
export function bytesInMemory(key: string, page: StoredPage): number {
  let bytes = ENTRY_BYTES + textBytes(key) + textBytes(page.path);
  for (const tag of page.tags) bytes += TAG_BYTES + textBytes(tag);
  for (const [name, value] of page.headers) bytes += HEADER_BYTES + textBytes(name) + textBytes(value);
  const buffers = new Set<ArrayBufferLike>([page.body.buffer]);
  for (const encoded of Object.values(page.encoded)) buffers.add(encoded.buffer);
  for (const buffer of buffers) bytes += buffer.byteLength;
  return bytes;
}

/** At most two bytes for each character. */
function textBytes(text: string): number {
  return 2 * text.length;
}
