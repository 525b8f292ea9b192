import type { TrailingSlash } from "../api/define-server.ts";

/** A URL path in its canonical form, for routes, middleware, cache keys and file look-ups. */
export interface CanonicalPath {
  /** As WHATWG's `URL.pathname` prints it, without needless escapes. `%2F` is a slash inside a segment. */
  readonly path: string;
  /** The path's segments, percent-decoded once. Never empty strings, `.` or `..`. */
  readonly segments: readonly string[];
  /** Whether slashes were removed or added, so that the request must be redirected to `path`. */
  readonly redirect: boolean;
}

/** Why a path is refused. */
export interface PathFault {
  readonly status: 400;
  /** What is wrong. Does not contain the path, so it may be in the response. */
  readonly reason: string;
}

/**
 * All characters that are percent-encoded in a canonical path. The others are those of `pchar` (RFC 3986 §3.3), and `|`, `[` and
 * `]`, which are not in the path percent-encode set (https://url.spec.whatwg.org/#path-percent-encode-set).
 */
const ENCODED = /[^\w\-.~!$&'()*+,;=:@|[\]]+/g;

/** By character code: 1 for the characters that are not encoded. */
const PLAIN = new Uint8Array(128);
for (let code = 0; code < PLAIN.length; code++) {
  if (String.fromCharCode(code).search(ENCODED) < 0) PLAIN[code] = 1;
}

const SLASH = 0x2f;
const DOT = 0x2e;
const BACKSLASH = 0x5c;
const REPLACEMENT_CHARACTER = 0xfffd;

const ROOT: CanonicalPath = Object.freeze({ path: "/", segments: Object.freeze([]), redirect: false });

/**
 * Makes the canonical form of a path: percent-decodes once, removes empty segments, applies the trailing slash policy and
 * percent-encodes the result. The canonical path starts with exactly one slash, and its canonical form is the path itself.
 *
 * @param rawPath the pathname of a WHATWG URL: dot segments resolved, no query. Characters that a URL parser would
 *   have encoded (`é`, a space) are accepted.
 * @param trailingSlash policy; under `always` a last segment with an extension (`/robots.txt`) gets none
 * @returns a fault for malformed percent signs, bytes that are not UTF-8 (or were not: U+FFFD), control characters,
 *   backslashes, dot segments
 */
export function canonicalizePath(
  rawPath: string,
  trailingSlash: TrailingSlash = "never",
): CanonicalPath | PathFault {
  if (rawPath === "/") return ROOT;
  const last = rawPath.length - 1;
  const trailing = rawPath.charCodeAt(last) === SLASH;
  const end = trailing ? last : last + 1;
  const plain = splitPlain(rawPath, end);
  if (plain === undefined) return canonicalizeSlowly(rawPath, trailingSlash);
  return finish(trailing ? rawPath.slice(0, end) : rawPath, plain, trailingSlash, trailing, false);
}

/** The segments before `end`; `undefined` if one of them must be decoded or checked. */
function splitPlain(path: string, end: number): string[] | undefined {
  if (path.charCodeAt(0) !== SLASH) return undefined;
  const segments: string[] = [];
  let start = 1;
  for (let index = 1; index < end; index++) {
    const code = path.charCodeAt(index);
    if (code === SLASH) {
      if (index === start) return undefined;
      segments.push(path.slice(start, index));
      start = index + 1;
    } else if (PLAIN[code] !== 1 || (code === DOT && index === start)) {
      return undefined;
    }
  }
  if (start >= end) return undefined;
  segments.push(path.slice(start, end));
  return segments;
}

function canonicalizeSlowly(rawPath: string, trailingSlash: TrailingSlash): CanonicalPath | PathFault {
  const parts = rawPath.split("/");
  if (parts[0] !== "" || parts.length < 2) return fault("the path does not start with a slash");
  const segments: string[] = [];
  let path = "";
  for (const part of parts) {
    if (part === "") continue;
    const segment = decodeSegment(part);
    if (typeof segment !== "string") return segment;
    segments.push(segment);
    path += `/${encodeSegment(segment)}`;
  }
  if (segments.length === 0) return { path: "/", segments, redirect: true };
  const trailing = parts[parts.length - 1] === "";
  const repeated = parts.length - 1 - Number(trailing) > segments.length;
  return finish(path, segments, trailingSlash, trailing, repeated);
}

function finish(
  path: string,
  segments: readonly string[],
  trailingSlash: TrailingSlash,
  trailing: boolean,
  repeated: boolean,
): CanonicalPath {
  const slash = trailingSlash === "always" && !endsWithExtension(path);
  const misplaced = trailing !== slash && trailingSlash !== "ignore";
  return { path: slash ? `${path}/` : path, segments, redirect: repeated || misplaced };
}

/** `/a/robots.txt`, but neither `/.well-known` nor `/a.b/c`. */
function endsWithExtension(path: string): boolean {
  const dot = path.lastIndexOf(".");
  return dot > path.lastIndexOf("/") + 1 && dot < path.length - 1;
}

function decodeSegment(part: string): string | PathFault {
  let segment = part;
  try {
    if (part.includes("%")) segment = decodeURIComponent(part);
  } catch {
    return fault(
      /%(?![\da-f]{2})/i.test(part) ? "malformed percent-encoding" : "percent-encoding that is not UTF-8",
    );
  }
  const reason = segmentFault(segment);
  return reason === undefined ? segment : fault(reason);
}

function fault(reason: string): PathFault {
  return { status: 400, reason };
}

/**
 * Why a decoded segment cannot be part of a path: requests for it would be refused.
 *
 * @returns `undefined` if it can be
 */
export function segmentFault(segment: string): string | undefined {
  if (segment === "") return "an empty segment";
  if (segment === "." || segment === "..") return "a dot segment";
  if (!segment.isWellFormed()) return "half a surrogate pair";
  for (let index = 0; index < segment.length; index++) {
    const code = segment.charCodeAt(index);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return "a control character";
    if (code === BACKSLASH) return "a backslash";
    if (code === REPLACEMENT_CHARACTER) return "the replacement character U+FFFD";
  }
  return undefined;
}

/**
 * Percent-encodes a value as one segment of a canonical path: `/` becomes `%2F`.
 *
 * @throws {URIError} for half a surrogate pair
 */
export function encodeSegment(value: string): string {
  return value.replace(ENCODED, encodeURIComponent);
}
