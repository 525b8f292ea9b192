import { escapeText } from "./escape.ts";

/**
 * Writes an attribute as React does; an empty string where React writes none. Values that are objects are not for these
 * functions: React turns them into text, which may do anything.
 *
 * @param start the space in front, the name, `=` and the quote: ` class="`
 */
export type AttributeWriter = (start: string, value: unknown) => string;

const JAVASCRIPT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip them in front of a scheme
  /^[\u0000-\u001F ]*j[\r\n\t]*a[\r\n\t]*v[\r\n\t]*a[\r\n\t]*s[\r\n\t]*c[\r\n\t]*r[\r\n\t]*i[\r\n\t]*p[\r\n\t]*t[\r\n\t]*:/i;

/** What React writes instead of a `javascript:` URL. */
const BLOCKED_URL =
  "javascript:throw new Error(&#x27;React has blocked a javascript: URL as a security precaution.&#x27;)";

/** Whether only React can write an attribute of this value. Called by code that the build generates. */
export function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** The same for the URL of a form, where React takes functions. */
export function isAction(value: unknown): boolean {
  return typeof value === "function" || isObject(value);
}

/** `class`, `id`, `title`: not written for `true` and `false`. */
export function plainAttribute(start: string, value: unknown): string {
  if (typeof value === "string") return `${start}${escapeText(value)}"`;
  return typeof value === "number" || typeof value === "bigint" ? `${start}${value}"` : "";
}

/** `data-*`, `aria-*` and attributes that take a keyword: `true` and `false` are written as words. */
export function keywordAttribute(start: string, value: unknown): string {
  return typeof value === "boolean" ? `${start}${value}"` : plainAttribute(start, value);
}

/** `hidden`, `open`, `inert`: boolean attributes, present with an empty value or absent. */
export function presenceAttribute(start: string, value: unknown): string {
  return value && typeof value !== "function" && typeof value !== "symbol" ? `${start}"` : "";
}

/** `download`: `true` writes an empty value, `false` no attribute. */
export function overloadedAttribute(start: string, value: unknown): string {
  return value === true ? `${start}"` : plainAttribute(start, value);
}

/** `href` of a link: a `javascript:` URL is blocked, as in React. */
export function urlAttribute(start: string, value: unknown): string {
  if (typeof value !== "string") return plainAttribute(start, value);
  // Most URLs begin with a slash or an `h`.
  return mayBeScript(value.charCodeAt(0)) && JAVASCRIPT.test(value)
    ? `${start}${BLOCKED_URL}"`
    : `${start}${escapeText(value)}"`;
}

/** Whether a text with this first character may be a `javascript:` URL: a `j`, or what browsers skip in front of it. */
function mayBeScript(code: number): boolean {
  return code <= 0x20 || code === 0x6a || code === 0x4a;
}

/** `src` and other URLs, which are not written if they are empty. */
export function resourceAttribute(start: string, value: unknown): string {
  return value === "" ? "" : urlAttribute(start, value);
}

/** `rowSpan` and `start`: not written for values that are not numeric. */
export function numericAttribute(start: string, value: unknown): string {
  return isNumeric(value) ? keywordAttribute(start, value) : "";
}

/** `cols` and `size`: not written for values below 1 either. */
export function positiveAttribute(start: string, value: unknown): string {
  return isNumeric(value) && Number(value) >= 1 ? keywordAttribute(start, value) : "";
}

/** @throws TypeError for a bigint, as in React */
function isNumeric(value: unknown): boolean {
  if (value == null || typeof value === "function" || typeof value === "symbol") return false;
  // biome-ignore lint/suspicious/noGlobalIsNan: React's own question
  return !isNaN(value as number);
}
