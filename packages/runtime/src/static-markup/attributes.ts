import { escapeText } from "./escape.ts";
import { LEFT_TO_REACT } from "./renderable.ts";

/**
 * Writes an attribute as React does, or nothing where React leaves it out.
 *
 * @param start the space in front, the name, `=` and the quote: ` class="`
 * @throws LEFT_TO_REACT for a value that React would coerce
 */
export type AttributeWriter = (start: string, value: unknown) => string;

const JAVASCRIPT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip them in front of a scheme
  /^[\u0000-\u001F ]*j[\r\n\t]*a[\r\n\t]*v[\r\n\t]*a[\r\n\t]*s[\r\n\t]*c[\r\n\t]*r[\r\n\t]*i[\r\n\t]*p[\r\n\t]*t[\r\n\t]*:/i;

/** What React puts in place of a `javascript:` URL. */
const REFUSED =
  "javascript:throw new Error(&#x27;React has blocked a javascript: URL as a security precaution.&#x27;)";

/** `class`, `id`, `title`: left out for `true` and `false`. */
export function plainAttribute(start: string, value: unknown): string {
  if (typeof value === "string") return `${start}${escapeText(value)}"`;
  if (typeof value === "number" || typeof value === "bigint") return `${start}${value}"`;
  return nothing(value);
}

function nothing(value: unknown): "" {
  if (typeof value === "object" && value !== null) throw LEFT_TO_REACT;
  return "";
}

/** `data-*`, `aria-*` and those that take a keyword: `true` and `false` are written out. */
export function keywordAttribute(start: string, value: unknown): string {
  return typeof value === "boolean" ? `${start}${value}"` : plainAttribute(start, value);
}

/** `hidden`, `open`, `inert`: there or not. */
export function presenceAttribute(start: string, value: unknown): string {
  return value && typeof value !== "function" && typeof value !== "symbol"
    ? nothing(value) || `${start}"`
    : "";
}

/** `download`: `true` stands for an empty value, `false` for none. */
export function overloadedAttribute(start: string, value: unknown): string {
  return value === true ? `${start}"` : plainAttribute(start, value);
}

/** `href` of a link: what runs as script is refused. */
export function urlAttribute(start: string, value: unknown): string {
  if (typeof value === "string" && JAVASCRIPT.test(value)) return `${start}${REFUSED}"`;
  return plainAttribute(start, value);
}

/** `rowSpan` and `start`: left out unless a number. */
export function numericAttribute(start: string, value: unknown): string {
  // What React makes of these is an accident.
  if (typeof value === "boolean" || typeof value === "bigint" || typeof value === "symbol")
    throw LEFT_TO_REACT;
  return typeof value !== "function" && Number.isNaN(Number(value)) ? "" : plainAttribute(start, value);
}
