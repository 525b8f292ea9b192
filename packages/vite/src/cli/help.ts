import type { Flag, Flags } from "./flags.ts";

/** The description of a command. */
export interface CommandHelp {
  /** How it is called: `bunsen compile [root]`. */
  usage: string;
  /** What it does, in a line without a full stop. */
  summary: string;
  flags: Flags;
  /** Calls of it, and what each does. */
  examples: readonly (readonly [call: string, effect: string])[];
}

/** The flag of every command. */
export const COMMON_FLAGS = {
  help: { type: "boolean", short: "h", help: "this text" },
  version: { type: "boolean", short: "v", help: "the version" },
} satisfies Flags;

/** The help of a command: what it does, how it is called, a line for each flag, examples. */
export function formatHelp({ usage, summary, flags, examples }: CommandHelp): string {
  const rows = Object.entries(flags).map(
    ([name, flag]) => [`${shortText(flag)}--${name}${valueText(name, flag)}`, flag.help] as const,
  );
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.

Usage: ${usage} [options]

Options:
${formatRows(rows)}

Examples:
${formatRows(examples)}
`;
}

/** Columns of a terminal that help fits into. */
const WIDTH = 120;

/** Two columns, as lists of commands and flags have them; text that is too long for the right one continues below. */
export function formatRows(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  const indent = `\n${" ".repeat(width + 4)}`;
  return rows
    .map(([left, right]) => `  ${left.padEnd(width)}  ${wrap(right, WIDTH - width - 4).join(indent)}`)
    .join("\n");
}

/** Lines of whole words, none longer than `width` unless one word is. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function shortText({ short }: Flag): string {
  return short === undefined ? "    " : `-${short}, `;
}

function valueText(name: string, { type, value = name, optional }: Flag): string {
  if (type === "boolean") return "";
  return optional ? ` [${value}]` : ` <${value}>`;
}
