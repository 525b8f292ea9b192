import type { Segment } from "../contract/route-table.ts";
import { invalidHref } from "../diagnostics/usage-errors.ts";
import { encodeSegment, segmentFault } from "../http/path.ts";
import { parsePattern } from "./pattern.ts";

type SegmentValue = string | number;

/** Values for a pattern's parameters; `undefined` counts as not given. */
export type HrefParams = Readonly<Record<string, SegmentValue | readonly SegmentValue[] | undefined>>;

type SearchValue = string | number | boolean | undefined;

/** Search parameters; lists repeat the key, `undefined` is left out. */
export type HrefSearch = Readonly<Record<string, SearchValue | readonly SearchValue[]>>;

const CACHE_LIMIT = 4096;
const patterns = /* @__PURE__ */ new Map<string, Segment[]>();

/**
 * The URL of a route: `buildHref("/blog/[slug]", { slug: "a b" }, { page: 2 })` is `/blog/a%20b?page=2`. Routing it
 * gives back the same parameters.
 *
 * @param id the route's pattern; rest parameters take lists, an optional one may be left out
 * @throws {TypeError} if a parameter is missing, unknown, of the wrong kind, or a value that no URL can carry: empty,
 *   `.` or `..`, with a backslash, a control character, U+FFFD or half a surrogate pair
 * @throws {PatternError} if `id` is no pattern
 */
export function buildHref(id: string, params: HrefParams = {}, search?: HrefSearch): string {
  const segments = patternOf(id);
  let path = "";
  for (const segment of segments) path += segmentPath(id, segment, params);
  checkUnknown(id, segments, params);
  return (path || "/") + (search ? searchString(search) : "");
}

/** Parsed once. The limit only keeps callers that make up ids from filling the memory. */
function patternOf(id: string): Segment[] {
  const known = patterns.get(id);
  if (known) return known;
  const segments = parsePattern(id);
  if (patterns.size >= CACHE_LIMIT) patterns.clear();
  patterns.set(id, segments);
  return segments;
}

/** A segment's part of the path, with its leading slash; several for a rest parameter, none for an empty one. */
function segmentPath(id: string, segment: Segment, params: HrefParams): string {
  if (segment.kind === "static") return `/${encodeSegment(segment.value)}`;
  const { name } = segment;
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (segment.kind === "param" || segment.kind === "mixed") {
    if (value === undefined) throw invalidHref(id, `the parameter "${name}" is missing.`);
    if (!isSegmentValue(value)) throw invalidHref(id, `"${name}" must be a string or a number.`);
    const text = String(value);
    if (text === "") throw invalidHref(id, `"${name}" is empty, but a segment cannot be.`);
    return encodedSegment(id, name, segment.kind === "param" ? text : segment.prefix + text + segment.suffix);
  }
  const list = value ?? [];
  if (!Array.isArray(list)) throw invalidHref(id, `"${name}" must be a list, one item per segment.`);
  if (list.length === 0 && segment.kind === "rest") {
    throw invalidHref(id, `"${name}" needs at least one segment.`);
  }
  return list.map((item: unknown) => restItem(id, name, item)).join("");
}

function restItem(id: string, name: string, item: unknown): string {
  if (!isSegmentValue(item)) throw invalidHref(id, `"${name}" must hold strings or numbers.`);
  return encodedSegment(id, name, String(item));
}

function isSegmentValue(value: unknown): value is SegmentValue {
  return typeof value === "string" || typeof value === "number";
}

function encodedSegment(id: string, name: string, text: string): string {
  const reason = segmentFault(text);
  if (reason !== undefined) {
    throw invalidHref(id, `"${name}" would make ${reason}, which no URL path can carry.`);
  }
  return `/${encodeSegment(text)}`;
}

function checkUnknown(id: string, segments: Segment[], params: HrefParams): void {
  for (const key of Object.keys(params)) {
    if (params[key] === undefined) continue;
    if (segments.some((segment) => segment.kind !== "static" && segment.name === key)) continue;
    throw invalidHref(id, `There is no parameter "${key}". Search parameters are the third argument.`);
  }
}

function searchString(search: HrefSearch): string {
  const result = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) result.append(key, String(item));
    }
  }
  const text = result.toString();
  return text && `?${text}`;
}
