import type { Params } from "../api/route-types.ts";
import type { Segment } from "../contract/route-table.ts";
import { type CanonicalPath, encodeSegment } from "../http/path.ts";
import { comparePatterns, patternKey } from "./pattern.ts";

/** The result of matching a path. */
export interface Match<T> {
  readonly value: T;
  /** Decoded values; has no prototype. Frozen and shared where the pattern has no parameters. */
  readonly params: Params;
}

/** Finds the value of the first pattern, by precedence, that matches a path. */
export interface Matcher<T> {
  match(path: CanonicalPath): Match<T> | null;
}

export interface MatcherEntry<T> {
  segments: Segment[];
  value: T;
}

/** A pattern that ends at a node. */
interface Leaf<T> {
  readonly value: T;
  readonly segments: readonly Segment[];
}

interface MixedEdge<T> {
  readonly prefix: string;
  readonly suffix: string;
  readonly node: Node<T>;
}

/** A node of the tree of patterns with parameters. */
class Node<T> {
  readonly statics = new Map<string, Node<T>>();
  /** By precedence. */
  readonly mixed: MixedEdge<T>[] = [];
  param: Node<T> | undefined;
  leaf: Leaf<T> | undefined;
  rest: Leaf<T> | undefined;
  optionalRest: Leaf<T> | undefined;
}

const NO_PARAMS: Params = Object.freeze(Object.create(null));

/**
 * Makes a matcher. Static patterns cost one map look-up, however many there are. The others are matched segment by segment with
 * backtracking, in the order of `comparePatterns`, regardless of the order of `entries`.
 *
 * @throws {Error} if two entries match the same URLs, or a rest segment is not the last
 */
export function createMatcher<T>(entries: readonly MatcherEntry<T>[]): Matcher<T> {
  const statics = new Map<string, Match<T>>();
  const root = new Node<T>();
  let hasDynamic = false;
  for (const entry of mixedInOrder(entries)) {
    if (entry.segments.every((segment) => segment.kind === "static")) {
      addStatic(statics, entry);
    } else {
      addDynamic(root, entry);
      hasDynamic = true;
    }
  }
  return {
    match(path) {
      const match = statics.get(path.path);
      if (match !== undefined || !hasDynamic) return match ?? null;
      const leaf = find(root, path.segments, 0);
      return leaf ? { value: leaf.value, params: readParams(leaf.segments, path.segments) } : null;
    },
  };
}

/**
 * Puts the patterns that have a mixed segment last, sorted, so that a node's mixed edges are in the order of precedence, with
 * equal ones next to each other. The order of all others has no effect, and sorting thousands of them takes long.
 */
function mixedInOrder<T>(entries: readonly MatcherEntry<T>[]): readonly MatcherEntry<T>[] {
  const isMixed = ({ segments }: MatcherEntry<T>) => segments.some(({ kind }) => kind === "mixed");
  const mixed = entries.filter(isMixed).sort((a, b) => comparePatterns(a.segments, b.segments));
  return mixed.length === 0 ? entries : [...entries.filter((entry) => !isMixed(entry)), ...mixed];
}

/** With and without a trailing slash: the canonical form depends on `trailingSlash`. */
function addStatic<T>(statics: Map<string, Match<T>>, { segments, value }: MatcherEntry<T>): void {
  const path = `/${segments.map((segment) => (segment.kind === "static" ? encodeSegment(segment.value) : "")).join("/")}`;
  if (statics.has(path)) throw duplicate(segments);
  const match = Object.freeze({ value, params: NO_PARAMS });
  statics.set(path, match);
  if (path !== "/") statics.set(`${path}/`, match);
}

function addDynamic<T>(root: Node<T>, { segments, value }: MatcherEntry<T>): void {
  const leaf = { value, segments };
  let node = root;
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === "rest" || segment.kind === "optional-rest") {
      if (index < segments.length - 1) throw new Error(`Rest before the end: ${patternKey(segments)}`);
      const slot = segment.kind === "rest" ? "rest" : "optionalRest";
      if (node[slot]) throw duplicate(segments);
      node[slot] = leaf;
      return;
    }
    node = child(node, segment);
  }
  if (node.leaf) throw duplicate(segments);
  node.leaf = leaf;
}

type SingleSegment = Exclude<Segment, { kind: "rest" | "optional-rest" }>;

function child<T>(node: Node<T>, segment: SingleSegment): Node<T> {
  if (segment.kind === "param") {
    node.param ??= new Node();
    return node.param;
  }
  if (segment.kind === "mixed") {
    const edge = node.mixed.at(-1);
    if (edge?.prefix === segment.prefix && edge.suffix === segment.suffix) return edge.node;
    const added: Node<T> = new Node();
    node.mixed.push({ prefix: segment.prefix, suffix: segment.suffix, node: added });
    return added;
  }
  const known = node.statics.get(segment.value);
  if (known) return known;
  const added: Node<T> = new Node();
  node.statics.set(segment.value, added);
  return added;
}

function duplicate(segments: Segment[]): Error {
  return new Error(`Two routes match the same URLs: ${patternKey(segments)}`);
}

/** Visits each node at most once, so the cost is limited by the number of patterns, not by the length of the path. */
function find<T>(node: Node<T>, segments: readonly string[], depth: number): Leaf<T> | undefined {
  const segment = segments[depth];
  if (segment === undefined) return node.leaf ?? node.optionalRest;
  const literal = node.statics.size === 0 ? undefined : node.statics.get(segment);
  return (
    (literal && find(literal, segments, depth + 1)) ??
    findMixed(node.mixed, segments, depth, segment) ??
    (node.param && find(node.param, segments, depth + 1)) ??
    node.rest ??
    node.optionalRest
  );
}

function findMixed<T>(
  edges: readonly MixedEdge<T>[],
  segments: readonly string[],
  depth: number,
  segment: string,
): Leaf<T> | undefined {
  for (const { prefix, suffix, node } of edges) {
    // The segment is longer than both together, so that the parameter is not empty.
    if (segment.length <= prefix.length + suffix.length) continue;
    if (!segment.startsWith(prefix) || !segment.endsWith(suffix)) continue;
    const leaf = find(node, segments, depth + 1);
    if (leaf) return leaf;
  }
  return undefined;
}

function readParams(pattern: readonly Segment[], segments: readonly string[]): Params {
  const params: Params = Object.create(null);
  for (let index = 0; index < pattern.length; index++) {
    const part = pattern[index];
    const value = segments[index] ?? "";
    switch (part?.kind) {
      case "param":
        params[part.name] = value;
        break;
      case "mixed":
        params[part.name] = value.slice(part.prefix.length, value.length - part.suffix.length);
        break;
      case "rest":
      case "optional-rest":
        params[part.name] = segments.slice(index);
    }
  }
  return params;
}
