import type { Flag, Flags } from "./flags.ts";

/** What a command says of itself. */
export interface CommandHelp {
  /** How it is called: `bunsen compile [root]`. */
  usage: string;
  /** What it does, in a line without a full stop. */
  summary: string;
  flags: Flags;
  /** Calls of it, and what each does. */
  examples: readonly (readonly [call: string, effect: string])[];
}

/** What every command has. */
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

/** Two columns, as lists of commands and flags have them; the right one may have several lines. */
export function formatRows(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  const indent = `\n${" ".repeat(width + 4)}`;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right.replaceAll("\n", indent)}`).join("\n");
}

function shortText({ short }: Flag): string {
  return short === undefined ? "    " : `-${short}, `;
}

function valueText(name: string, { type, value = name, optional }: Flag): string {
  if (type === "boolean") return "";
  return optional ? ` [${value}]` : ` <${value}>`;
}
