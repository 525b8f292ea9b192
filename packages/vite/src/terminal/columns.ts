import { styleText } from "node:util";
import { printable } from "./printable.ts";

/** A column: its heading, and its alignment; numbers are aligned to the right. */
export type Column = [heading: string, alignment?: "right"];

/** Text as a terminal shows it. */
export type Paint = (style: "bold" | "dim" | "cyan" | "green", text: string) => string;

/** @param colour whether there is a terminal that shows colours */
export function painter(colour: boolean): Paint {
  return (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
}

/** Whether what is printed goes to a terminal whose user has not turned colours off (https://no-color.org). */
export function hasColours(): boolean {
  return process.stdout.isTTY && !process.env.NO_COLOR;
}

/** Lines of a table. Cells cannot contain control characters of the terminal. */
export function formatColumns(
  headings: readonly Column[],
  rows: readonly string[][],
  paint: Paint,
): string[] {
  const cells = rows.map((row) => row.map(printable));
  const widths = headings.map(([heading], index) =>
    Math.max(heading.length, ...cells.map((row) => Bun.stringWidth(row[index] ?? ""))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => aligned(cell, widths[index] ?? 0, headings[index]?.[1]))
      .join("  ")
      .trimEnd();
  const title = line(headings.map(([heading]) => heading));
  return [
    paint("dim", title),
    ...cells.map((row) => {
      const text = line(row);
      const [first = ""] = row;
      return paint("cyan", first) + text.slice(first.length);
    }),
  ];
}

function aligned(text: string, width: number, alignment?: "right"): string {
  const padding = " ".repeat(Math.max(0, width - Bun.stringWidth(text)));
  return alignment === "right" ? padding + text : text + padding;
}
