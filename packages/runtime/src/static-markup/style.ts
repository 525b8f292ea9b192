import { escapeText } from "./escape.ts";
import { numberText } from "./number-text.ts";
import type { Fizz } from "./react.ts";
import { MAX_NAMES } from "./tags.ts";

const names = new Map<string, string>();

/**
 * The attribute `style`; an empty string if there is nothing to write. Also called by code that the build generates.
 *
 * @returns `undefined` if only React can write it
 */
export function styleAttribute(style: unknown, { unitlessNumbers }: Fizz): string | undefined {
  if (style === null || style === undefined) return "";
  if (typeof style !== "object") return undefined;
  let css = "";
  for (const property of Object.keys(style)) {
    const value = (style as Record<string, unknown>)[property];
    if (value === null || value === undefined || typeof value === "boolean" || value === "") continue;
    const isPixels = typeof value === "number" && value !== 0 && !unitlessNumbers.has(property);
    const text = isPixels && !property.startsWith("--") ? `${numberText(value)}px` : valueText(value);
    if (text === undefined) return undefined;
    css += `${css === "" ? ' style="' : ";"}${nameOf(property)}:${text}`;
  }
  return css === "" ? "" : `${css}"`;
}

/** @returns `undefined` for what may run code of the user when it becomes text */
function valueText(value: unknown): string | undefined {
  if (typeof value === "string") return escapeText(value.trim());
  return typeof value === "number" || typeof value === "bigint" ? `${value}` : undefined;
}

function nameOf(property: string): string {
  const known = names.get(property);
  if (known !== undefined) return known;
  const name = escapeText(
    property.startsWith("--")
      ? property
      : property
          .replace(/([A-Z])/g, "-$1")
          .toLowerCase()
          .replace(/^ms-/, "-ms-"),
  );
  if (names.size < MAX_NAMES) names.set(property, name);
  return name;
}
