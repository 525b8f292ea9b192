import { escapeText } from "./escape.ts";
import { numberText } from "./number-text.ts";
import type { Task } from "./react.ts";

/** React puts it between two texts, so that the browser does not join them. */
const SEPARATOR = "<!-- -->";

/**
 * A child as HTML; an empty string for what has no output.
 *
 * @returns `undefined` for what is no text: an element, a list, a promise
 */
export function text(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return escapeText(value);
    case "number":
      return numberText(value);
    case "bigint":
      return `${value}`;
    case "object":
      return value === null ? "" : undefined;
    default:
      return "";
  }
}

export function pushText(task: Task, html: string): void {
  if (html === "") return;
  const segment = task.blockedSegment;
  segment.chunks.push(segment.lastPushedText ? SEPARATOR + html : html);
  segment.lastPushedText = true;
}
