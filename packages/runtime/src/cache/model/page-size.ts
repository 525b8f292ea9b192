import type { StoredPage } from "../../api/cache-store.ts";

/**
 * What a cached page takes besides bytes and texts, its place in the cache included, and its part of what the engine has
 * not collected yet under a flood; measured, see `page-cache-memory.test.ts`.
 */
const PAGE_BYTES = 2000;
/** And each further coding of it. */
const VARIANT_BYTES = 700;
const HEADER_BYTES = 40;
const TAG_BYTES = 40;

type HeaderList = Iterable<readonly [name: string, value: string]>;

/** The bytes of memory that a page takes, without its key, its body and its other codings. */
export function pageBytes({ path, tags }: Pick<StoredPage, "path" | "tags">, headers: HeaderList): number {
  let bytes = PAGE_BYTES + path.length + headerBytes(headers);
  for (const tag of tags) bytes += TAG_BYTES + tag.length;
  return bytes;
}

/** The bytes of memory that a coding of a page takes, without its body. */
export function variantBytes(headers: HeaderList): number {
  return VARIANT_BYTES + headerBytes(headers);
}

/** Characters of headers are mostly of one byte, like those of paths. */
function headerBytes(headers: HeaderList): number {
  let bytes = 0;
  for (const [name, value] of headers) bytes += HEADER_BYTES + name.length + value.length;
  return bytes;
}
