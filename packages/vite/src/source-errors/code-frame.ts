import type { Place } from "./own-frame.ts";
import { readText } from "./read-text.ts";

/** Lines of code shown above and below the failing one. */
const CONTEXT_LINES = 3;

/**
 * The lines around a place, as Vite's overlay recognises them.
 *
 * @param line from 1
 * @param column from 1
 */
export function codeFrame(text: string, line: number, column: number): string {
  const lines = text.split("\n");
  const first = Math.max(1, line - CONTEXT_LINES);
  const last = Math.min(lines.length, line + CONTEXT_LINES);
  // No spaces before the numbers: the overlay removes them from the first line.
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    frame.push(`${String(number).padEnd(width)} | ${lines[number - 1] ?? ""}`);
    if (number === line) frame.push(`${" ".repeat(width)} | ${" ".repeat(Math.max(0, column - 1))}^`);
  }
  return `${frame.join("\n")}\n`;
}

/** The lines around a place; nothing if its file cannot be read. */
export function readCodeFrame({ file, line, column }: Place): string | undefined {
  const text = readText(file);
  return text === undefined ? undefined : codeFrame(text, line, column);
}
