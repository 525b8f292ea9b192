import { parseHttpDate } from "./http-date.ts";

/** The validators of a representation (RFC 9110 §8.8). */
export interface Validators {
  /** With its quotes, and `W/` in front if it is weak. */
  etag: string;
  /** Seconds since 1970; `undefined` if the date of the last change is not known. */
  lastModified?: number;
}

/** `proceed`: respond as without preconditions. `not-modified`: respond with 304. `failed`: respond with 412. */
export type Precondition = "proceed" | "not-modified" | "failed";

/** The part of `Headers` that is used here. */
interface HeaderReader {
  get(name: string): string | null;
}

/**
 * Evaluates the preconditions of a GET or HEAD in the order of RFC 9110 §13.2.2, except `If-Range`: see
 * {@link ifRangeHolds}.
 *
 * @param now milliseconds since 1970
 */
export function evaluatePreconditions(
  headers: HeaderReader,
  validators: Validators,
  now?: number,
): Precondition {
  // Reading a header is expensive, and without a last modification, headers with a date are ignored (§13.1.3, §13.1.4).
  const isDated = validators.lastModified !== undefined;
  const ifMatch = headers.get("if-match");
  if (ifMatch !== null) {
    if (!matchesAny(ifMatch, validators.etag, true)) return "failed";
  } else if (isDated) {
    const since = headers.get("if-unmodified-since");
    if (since !== null && isModifiedSince(since, validators, now) === true) return "failed";
  }
  const ifNoneMatch = headers.get("if-none-match");
  if (ifNoneMatch !== null) {
    return matchesAny(ifNoneMatch, validators.etag, false) ? "not-modified" : "proceed";
  }
  const modifiedSince = isDated ? headers.get("if-modified-since") : null;
  if (modifiedSince === null || isFuture(modifiedSince, now)) return "proceed";
  return isModifiedSince(modifiedSince, validators, now) === false ? "not-modified" : "proceed";
}

/**
 * Whether a range may be sent for `If-Range` (RFC 9110 §13.1.5): only if the validator stands for exactly these bytes, because
 * the client joins them with bytes of an earlier response. A weak ETag never does.
 */
export function ifRangeHolds(value: string, { etag, lastModified }: Validators): boolean {
  if (value.startsWith('"') || value.startsWith("W/")) return !etag.startsWith("W/") && value === etag;
  return lastModified !== undefined && parseHttpDate(value) === lastModified;
}

/** The tag of content whose bytes may differ from one response to the next (RFC 9110 §8.8.1). */
export function weakTag(etag: string): string {
  return etag.startsWith('"') ? `W/${etag}` : etag;
}

/** `undefined` if there is no date to compare or the header is not a valid date: it is then ignored (§13.1.3). */
function isModifiedSince(value: string, { lastModified }: Validators, now = Date.now()): boolean | undefined {
  if (lastModified === undefined) return undefined;
  const since = parseHttpDate(value, now);
  return since === undefined ? undefined : lastModified > since;
}

/** A date in the future is invalid, since the client cannot have got a response then (RFC 2616 §14.25). */
function isFuture(value: string, now = Date.now()): boolean {
  const date = parseHttpDate(value, now);
  return date !== undefined && date * 1000 > now;
}

const QUOTE = 0x22;

/**
 * Whether a list of entity tags, or `*`, names `etag` (RFC 9110 §8.8.3.2). Commas may be part of a tag, so the list
 * cannot be split at them. Everything after a malformed tag is ignored.
 *
 * @param strong whether weak tags match nothing, as `If-Match` demands
 */
export function matchesAny(list: string, etag: string, strong: boolean): boolean {
  if (list.trim() === "*") return true;
  const isWeak = etag.startsWith("W/");
  if (strong && isWeak) return false;
  const opaque = isWeak ? etag.slice(2) : etag;
  let index = 0;
  while (index < list.length) {
    const character = list[index];
    if (character === "," || character === " " || character === "\t") {
      index++;
      continue;
    }
    const tagIsWeak = list.startsWith("W/", index);
    const start = tagIsWeak ? index + 2 : index;
    if (list.charCodeAt(start) !== QUOTE) return false;
    const end = list.indexOf('"', start + 1);
    if (end < 0) return false;
    if (!(strong && tagIsWeak) && end + 1 - start === opaque.length && list.startsWith(opaque, start))
      return true;
    index = end + 1;
  }
  return false;
}
