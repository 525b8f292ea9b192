import type { StoredPage } from "../../api/cache-store.ts";
import { isPlainObject } from "../../util/plain-object.ts";
import { hasPageFields, isString } from "./page-check.ts";

/**
 * The form of a stored page in files and in Redis:
 *
 * | bytes | what |
 * |---|---|
 * | 8 | `BUNSENP2`: the last character is the version of the format |
 * | 8 | xxHash64 of all that follows, big-endian |
 * | 4 | length of the description, big-endian |
 * | … | the description: JSON with everything but the body, and with its length |
 * | … | the body |
 */
const MAGIC = new TextEncoder().encode("BUNSENP2");
const CHECKSUM_AT = 8;
const CONTENT_AT = 16;
const DESCRIPTION_AT = 20;

/** What a stored page is bound to: bytes that were stored under another label are no page. */
export interface PageLabel {
  readonly namespace: string;
  readonly key: string;
}

/** A page as read from its bytes. */
export interface DecodedPage {
  readonly page: StoredPage;
  /** The store's clock when its render began. */
  readonly since: number;
}

/** All that a page's bytes hold besides the body. */
interface Description extends PageLabel, Omit<StoredPage, "body"> {
  readonly since: number;
  /** Length of the body. */
  readonly body: number;
}

/** @param since the store's clock when the page's render began */
export function encodePage(label: PageLabel, page: StoredPage, since: number): Uint8Array {
  const description: Description = {
    namespace: label.namespace,
    key: label.key,
    since,
    status: page.status,
    headers: page.headers,
    renderedAt: page.renderedAt,
    fresh: page.fresh,
    stale: page.stale,
    path: page.path,
    tags: page.tags,
    body: page.body.byteLength,
  };
  const text = new TextEncoder().encode(JSON.stringify(description));
  const bodyAt = DESCRIPTION_AT + text.byteLength;
  const bytes = new Uint8Array(bodyAt + page.body.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(CONTENT_AT, text.byteLength);
  bytes.set(text, DESCRIPTION_AT);
  bytes.set(page.body, bodyAt);
  view.setBigUint64(CHECKSUM_AT, checksum(bytes));
  return bytes;
}

/**
 * Reads a page. Its body is a view of `bytes`.
 *
 * @returns `undefined` for anything but what {@link encodePage} made for this label, to the last bit
 */
export function decodePage(label: PageLabel, bytes: Uint8Array): DecodedPage | undefined {
  if (bytes.byteLength < DESCRIPTION_AT || MAGIC.some((byte, index) => bytes[index] !== byte))
    return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getBigUint64(CHECKSUM_AT) !== checksum(bytes)) return undefined;
  const bodyAt = DESCRIPTION_AT + view.getUint32(CONTENT_AT);
  if (bodyAt > bytes.byteLength) return undefined;
  const description = parseDescription(bytes.subarray(DESCRIPTION_AT, bodyAt));
  if (description?.namespace !== label.namespace || description.key !== label.key) return undefined;
  const body = bytes.subarray(bodyAt);
  if (body.byteLength !== description.body) return undefined;
  const { status, headers, renderedAt, fresh, stale, path, tags, since } = description;
  return { page: { status, headers, body, renderedAt, fresh, stale, path, tags }, since };
}

function checksum(bytes: Uint8Array): bigint {
  return Bun.hash.xxHash64(bytes.subarray(CONTENT_AT));
}

function parseDescription(bytes: Uint8Array): Description | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // Not JSON, so not ours: the caller treats it as a page that is not there.
    return undefined;
  }
  return isDescription(value) ? value : undefined;
}

/** The checksum finds accidents; this keeps what somebody else wrote from reaching a `Response` that throws. */
function isDescription(value: unknown): value is Description {
  return (
    isPlainObject(value) &&
    hasPageFields(value) &&
    [value.namespace, value.key].every(isString) &&
    Number.isFinite(value.since) &&
    Number.isSafeInteger(value.body)
  );
}
