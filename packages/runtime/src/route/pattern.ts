import type { Segment } from "../contract/route-table.ts";

/** An invalid route pattern. `message` says what is wrong, `hint` what to write instead. */
export class PatternError extends Error {
  readonly hint: string;
  constructor(message: string, hint: string) {
    super(message);
    this.name = "PatternError";
    this.hint = hint;
  }
}

/** Letters, digits, `_`, `-` and `$`: other characters have a meaning in patterns, or look as if they had. */
const PARAMETER_NAME = /^[\p{ID_Continue}$-]+$/u;

const BRACKET_HINT =
  "Write [name] for one segment, [...name] for one or more, [[...name]] for zero or more, " +
  "or one [name] with text around it, such as [id].json.";

/**
 * Parses a route pattern such as `/blog/[slug]`, `/docs/[...path]`, `/shop/[[...path]]` or `/feed/[id].json`.
 *
 * @param id starts with a slash, is not percent-encoded; `/` has no segments
 * @throws {PatternError} for malformed brackets, a rest parameter before the end, a parameter name that is invalid or used
 *   twice, or an empty segment
 */
export function parsePattern(id: string): Segment[] {
  if (!id.startsWith("/")) {
    throw new PatternError(
      `The route ${quote(id)} does not start with a slash.`,
      `Write ${quote(`/${id}`)}.`,
    );
  }
  if (id === "/") return [];
  const segments = id.slice(1).split("/").map(parseSegment);
  checkParameters(id, segments);
  return segments;
}

function parseSegment(text: string): Segment {
  if (text === "") throw new PatternError("The route has an empty segment.", "Remove the superfluous slash.");
  if (!text.includes("[") && !text.includes("]")) return { kind: "static", value: text };
  if (text.startsWith("[[...") && text.endsWith("]]")) {
    return { kind: "optional-rest", name: parameterName(text, text.slice(5, -2)) };
  }
  if (text.startsWith("[...") && text.endsWith("]")) {
    return { kind: "rest", name: parameterName(text, text.slice(4, -1)) };
  }
  return parseSingle(text);
}

/** `[name]`, alone or with text around it. */
function parseSingle(text: string): Segment {
  const open = text.indexOf("[");
  const close = text.indexOf("]");
  const balanced =
    open >= 0 && open < close && text.lastIndexOf("[") === open && text.lastIndexOf("]") === close;
  if (!balanced) {
    const optional = /^\[\[[^[\].]*\]\]$/.test(text);
    throw new PatternError(
      optional
        ? `${quote(text)} is an optional parameter for one segment, which is not supported.`
        : `${quote(text)} has brackets that do not form one parameter.`,
      optional ? "Use two files, one with and one without the segment, or [[...name]]." : BRACKET_HINT,
    );
  }
  const inner = text.slice(open + 1, close);
  const prefix = text.slice(0, open);
  const suffix = text.slice(close + 1);
  if (inner.startsWith("...") && prefix + suffix !== "") {
    throw new PatternError(`${quote(text)} has text beside a rest parameter.`, BRACKET_HINT);
  }
  const name = parameterName(text, inner);
  return prefix + suffix === "" ? { kind: "param", name } : { kind: "mixed", prefix, name, suffix };
}

function parameterName(text: string, name: string): string {
  if (name === "") throw new PatternError(`${quote(text)} has a parameter without a name.`, BRACKET_HINT);
  if (name === "__proto__" || !PARAMETER_NAME.test(name)) {
    throw new PatternError(
      `${quote(text)}: ${quote(name)} cannot be the name of a parameter.`,
      "Use letters, digits, _, - and $.",
    );
  }
  return name;
}

function checkParameters(id: string, segments: Segment[]): void {
  const names = new Set<string>();
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === "static") continue;
    if (names.has(segment.name)) {
      throw new PatternError(
        `The parameter ${quote(segment.name)} occurs twice in ${quote(id)}.`,
        "Give each parameter along the path a name of its own.",
      );
    }
    names.add(segment.name);
    if (isRest(segment) && index < segments.length - 1) {
      throw new PatternError(
        `The rest parameter ${quote(segment.name)} of ${quote(id)} is not the last segment.`,
        "A rest parameter takes everything to the end of the path: put nothing below it.",
      );
    }
  }
}

function isRest(segment: Segment): boolean {
  return segment.kind === "rest" || segment.kind === "optional-rest";
}

function quote(text: string): string {
  return JSON.stringify(text);
}

const RANK = { static: 0, mixed: 1, param: 2, rest: 3, "optional-rest": 4 } satisfies Record<
  Segment["kind"],
  number
>;

/**
 * Orders patterns by precedence: at the first segment that differs, static comes before mixed, parameter, rest and
 * optional rest; the mixed one with more literal text first; a pattern before its extensions, so that `/shop` beats
 * `/shop/[[...path]]`. Parameter names only break ties, after all segments are compared: URLs do not depend on them.
 *
 * @returns negative if `a` comes first, 0 only for identical patterns
 */
export function comparePatterns(a: Segment[], b: Segment[]): number {
  return compareEach(a, b, compareMeaning) || a.length - b.length || compareEach(a, b, compareNames);
}

function compareEach(a: Segment[], b: Segment[], compare: (a: Segment, b: Segment) => number): number {
  for (const [index, segment] of a.entries()) {
    const other = b[index];
    const order = other ? compare(segment, other) : 0;
    if (order !== 0) return order;
  }
  return 0;
}

function compareMeaning(a: Segment, b: Segment): number {
  if (a.kind === "static" && b.kind === "static") return compareText(a.value, b.value);
  if (a.kind === "mixed" && b.kind === "mixed") {
    return (
      b.prefix.length + b.suffix.length - (a.prefix.length + a.suffix.length) ||
      b.prefix.length - a.prefix.length ||
      compareText(a.prefix, b.prefix) ||
      compareText(a.suffix, b.suffix)
    );
  }
  return RANK[a.kind] - RANK[b.kind];
}

function compareNames(a: Segment, b: Segment): number {
  return a.kind === "static" || b.kind === "static" ? 0 : compareText(a.name, b.name);
}

/** Compares UTF-16 code units, so that the order does not depend on the locale of the machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The pattern without its parameter names: equal for two patterns exactly if they match the same URLs. */
export function patternKey(segments: Segment[]): string {
  return `/${segments.map(segmentKey).join("/")}`;
}

function segmentKey(segment: Segment): string {
  switch (segment.kind) {
    case "static":
      return segment.value;
    case "mixed":
      return `${segment.prefix}[]${segment.suffix}`;
    case "param":
      return "[]";
    case "rest":
      return "[...]";
    case "optional-rest":
      return "[[...]]";
  }
}
