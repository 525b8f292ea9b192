import { keyPath } from "../util/key-path.ts";
import type { PageData } from "./data.ts";
import { encodeData } from "./data-encode.ts";

/** A key of the page's data and what it weighs in the HTML. */
export interface KeySize {
  /** For example `props.rows`. */
  path: string;
  /** Bytes of UTF-8, as encoded on its own. */
  bytes: number;
}

const MOST_KEYS = 5;
const MAX_DEPTH = 8;
const encoder = new TextEncoder();

/**
 * Names the largest keys of data that is larger than the limit, largest first, at most five; an empty list when the
 * data is within it. An object whose weight is mostly one of its keys is replaced by its keys. What is referenced
 * twice counts twice. Meant for the warning in dev: it encodes everything several times.
 *
 * @param limitBytes 128 kB unless given
 */
export function largestKeys(data: PageData, limitBytes = 128 * 1024): KeySize[] {
  if (byteLength(encodeData(data)) <= limitBytes) return [];
  return Object.entries(data)
    .flatMap(([key, value]) => heaviest(key, value, MAX_DEPTH))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, MOST_KEYS);
}

function heaviest(path: string, value: unknown, depth: number): KeySize[] {
  const self = { path, bytes: sizeOf(value) };
  if (depth === 0 || !isRecord(value)) return [self];
  const isRoot = depth === MAX_DEPTH;
  const children = Object.entries(value).map(([key, child]) => ({ key, child, bytes: sizeOf(child) }));
  if (!isRoot && !children.some(({ bytes }) => bytes > self.bytes / 2)) return [self];
  return children.flatMap(({ key, child }) => heaviest(path + keyPath(key), child, depth - 1));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function sizeOf(value: unknown): number {
  // Only the weight is of interest, so any value may stand where the props do.
  const wrapped = encodeData({ props: { value }, query: {}, params: {}, url: "" });
  return byteLength(wrapped) - EMPTY_SIZE;
}

const EMPTY_SIZE = byteLength(JSON.stringify({ props: { value: 0 }, query: {}, params: {}, url: "" })) - 1;

function byteLength(text: string): number {
  return encoder.encode(text).length;
}
