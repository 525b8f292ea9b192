import { escapeText } from "./escape.ts";
import { NEEDS_REACT } from "./renderable.ts";

/**
 * Writes an attribute as React does; an empty string where React writes none.
 *
 * @param start the space in front, the name, `=` and the quote: ` class="`
 * @throws NEEDS_REACT for a value that only React coerces correctly
 */
export type AttributeWriter = (start: string, value: unknown) => string;

const JAVASCRIPT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip them in front of a scheme
  /^[\u0000-\u001F ]*j[\r\n\t]*a[\r\n\t]*v[\r\n\t]*a[\r\n\t]*s[\r\n\t]*c[\r\n\t]*r[\r\n\t]*i[\r\n\t]*p[\r\n\t]*t[\r\n\t]*:/i;

/** What React writes instead of a `javascript:` URL. */
const BLOCKED_URL =
  "javascript:throw new Error(&#x27;React has blocked a javascript: URL as a security precaution.&#x27;)";

/** `class`, `id`, `title`: not written for `true` and `false`. */
export function plainAttribute(start: string, value: unknown): string {
  if (typeof value === "string") return `${start}${escapeText(value)}"`;
  if (typeof value === "number" || typeof value === "bigint") return `${start}${value}"`;
  return nothing(value);
}

function nothing(value: unknown): "" {
  if (typeof value === "object" && value !== null) throw NEEDS_REACT;
  return "";
}

/** `data-*`, `aria-*` and attributes that take a keyword: `true` and `false` are written as words. */
export function keywordAttribute(start: string, value: unknown): string {
  return typeof value === "boolean" ? `${start}${value}"` : plainAttribute(start, value);
}

/** `hidden`, `open`, `inert`: boolean attributes, present with an empty value or absent. */
export function presenceAttribute(start: string, value: unknown): string {
  return value && typeof value !== "function" && typeof value !== "symbol"
    ? nothing(value) || `${start}"`
    : "";
}

/** `download`: `true` writes an empty value, `false` no attribute. */
export function overloadedAttribute(start: string, value: unknown): string {
  return value === true ? `${start}"` : plainAttribute(start, value);
}

/** `href` of a link: a `javascript:` URL is blocked, as in React. */
export function urlAttribute(start: string, value: unknown): string {
  if (typeof value === "string" && JAVASCRIPT.test(value)) return `${start}${BLOCKED_URL}"`;
  return plainAttribute(start, value);
}

/** `rowSpan` and `start`: not written for values that are not numeric. */
export function numericAttribute(start: string, value: unknown): string {
  // React's result for these types follows no rule that is worth copying.
  if (typeof value === "boolean" || typeof value === "bigint" || typeof value === "symbol") throw NEEDS_REACT;
  return typeof value !== "function" && Number.isNaN(Number(value)) ? "" : plainAttribute(start, value);
}
