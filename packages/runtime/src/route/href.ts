import type { Segment } from "../contract/route-table.ts";
import { invalidHref } from "../diagnostics/usage-errors.ts";
import { encodeSegment, segmentFault } from "../http/path.ts";
import { parsePattern } from "./pattern.ts";

type SegmentValue = string | number;

/** Values for the parameters of a route, by name: lists for rest parameters. `undefined` counts as missing. */
export type HrefParams = Readonly<Record<string, SegmentValue | readonly SegmentValue[] | undefined>>;

type SearchValue = string | number | boolean | undefined;

/** Search parameters by name. A list repeats the parameter; `undefined` is omitted. */
export type HrefSearch = Readonly<Record<string, SearchValue | readonly SearchValue[]>>;

const CACHE_LIMIT = 4096;
const patterns = /* @__PURE__ */ new Map<string, Segment[]>();

/**
 * The URL path of a route, without Vite's `base`: `buildHref("/blog/[slug]", { slug: "a b" }, { page: 2 })` returns
 * `/blog/a%20b?page=2`. Matching that path results in the same parameters.
 *
 * @param id the pattern of the route; rest parameters take lists, an optional rest parameter may be omitted
 * @throws {TypeError} INVALID_HREF if a parameter is missing, unknown, of the wrong type, or has a value that no URL path can
 *   contain: empty, `.` or `..`, or with a backslash, a control character, U+FFFD or half a surrogate pair
 * @throws {PatternError} if `id` is not a pattern
 */
export function buildHref(id: string, params: HrefParams = {}, search?: HrefSearch): string {
  const segments = patternOf(id);
  let path = "";
  for (const segment of segments) path += segmentPath(id, segment, params);
  checkUnknown(id, segments, params);
  return (path || "/") + (search ? searchString(search) : "");
}

/** Cached. The limit prevents callers that generate ids from filling the memory. */
function patternOf(id: string): Segment[] {
  const known = patterns.get(id);
  if (known) return known;
  const segments = parsePattern(id);
  if (patterns.size >= CACHE_LIMIT) patterns.clear();
  patterns.set(id, segments);
  return segments;
}

/** The part of the path for one segment, with a leading slash; for a rest parameter, one for each item. */
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
