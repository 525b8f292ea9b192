import type { OverlayError } from "./overlay.ts";

/** The error of a failed server render, from the document of the response; `undefined` if the render succeeded. */
export function renderErrorOf(source: Document): OverlayError | undefined {
  const text = source.getElementById("__bunsen_error")?.textContent;
  return text ? JSON.parse(text) : undefined;
}
