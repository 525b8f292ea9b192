import type { StoredEncoding, StoredPage } from "../../api/cache-store.ts";
import { isPlainObject } from "../../util/plain-object.ts";
import { hasPageFields, isEncoding, isListOf, isString } from "./page-check.ts";

/**
 * The form of a stored page in files and in Redis:
 *
 * | bytes | what |
 * |---|---|
 * | 8 | `BUNSENP1`: the last character is the version of the format |
 * | 8 | xxHash64 of all that follows, big-endian |
 * | 4 | length of the description, big-endian |
 * | … | the description: JSON with everything but the bytes, and with their lengths |
 * | … | the body, then its compressed forms |
 */
const MAGIC = new TextEncoder().encode("BUNSENP1");
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

/** All that a page's bytes hold besides the bodies. */
interface Description extends PageLabel, Omit<StoredPage, "body" | "encoded"> {
  readonly since: number;
  /** Length of the body. */
  readonly body: number;
  readonly encoded: readonly (readonly [StoredEncoding, length: number])[];
}

/** @param since the store's clock when the page's render began */
export function encodePage(label: PageLabel, page: StoredPage, since: number): Uint8Array {
  const encoded = Object.entries(page.encoded) as [StoredEncoding, Uint8Array][];
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
    encoded: encoded.map(([name, bytes]) => [name, bytes.byteLength]),
  };
  const text = new TextEncoder().encode(JSON.stringify(description));
  const parts = [text, page.body, ...encoded.map(([, bytes]) => bytes)];
  const length = parts.reduce((sum, part) => sum + part.byteLength, DESCRIPTION_AT);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(CONTENT_AT, text.byteLength);
  let at = DESCRIPTION_AT;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  view.setBigUint64(CHECKSUM_AT, checksum(bytes));
  return bytes;
}

/**
 * Reads a page. Its bodies are views of `bytes`.
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
  const bodies = splitBodies(bytes.subarray(bodyAt), description);
  if (!bodies) return undefined;
  const { status, headers, renderedAt, fresh, stale, path, tags, since } = description;
  return { page: { status, headers, ...bodies, renderedAt, fresh, stale, path, tags }, since };
}

function checksum(bytes: Uint8Array): bigint {
  return Bun.hash.xxHash64(bytes.subarray(CONTENT_AT));
}

function splitBodies(
  bytes: Uint8Array,
  description: Description,
): Pick<StoredPage, "body" | "encoded"> | undefined {
  const encoded: Partial<Record<StoredEncoding, Uint8Array>> = {};
  let at = description.body;
  const body = bytes.subarray(0, at);
  for (const [name, length] of description.encoded) {
    encoded[name] = bytes.subarray(at, at + length);
    at += length;
  }
  return at === bytes.byteLength ? { body, encoded } : undefined;
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
    isLength(value.body) &&
    isListOf(value.encoded, isEncodedLength)
  );
}

function isEncodedLength(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && isEncoding(value[0]) && isLength(value[1]);
}

function isLength(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
