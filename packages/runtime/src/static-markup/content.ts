import { isObject } from "./attributes.ts";
import { escapeText } from "./escape.ts";

/**
 * The HTML of `dangerouslySetInnerHTML`. Called by code that the build generates.
 *
 * @returns `undefined` if only React can write it, or refuse it
 */
export function innerHtml(given: unknown): string | undefined {
  if (given === null || given === undefined) return "";
  if (typeof given !== "object" || !("__html" in given)) return undefined;
  const { __html: html } = given;
  if (html === null || html === undefined) return "";
  return isObject(html) || typeof html === "function" || typeof html === "symbol" ? undefined : `${html}`;
}

/**
 * The content of a `textarea`. Called by code that the build generates.
 *
 * @returns `undefined` if only React can write it
 */
export function areaText(value: unknown): string | undefined {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return firstNewline(value) + escapeText(value);
  if (isObject(value) || typeof value === "function" || typeof value === "symbol") return undefined;
  return `${value}`;
}

/** The parser of HTML drops a newline at the start of some elements, so React writes it twice. */
export function firstNewline(value: unknown): string {
  return typeof value === "string" && value.startsWith("\n") ? "\n" : "";
}
