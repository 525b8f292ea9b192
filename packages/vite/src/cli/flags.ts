import { type ParseArgsOptionDescriptor, parseArgs } from "node:util";
import { messages } from "../messages.ts";

/** A flag of a command, as its help shows it. */
export interface Flag extends ParseArgsOptionDescriptor {
  help: string;
}

export interface ParsedFlags {
  values: Record<string, unknown>;
  positionals: string[];
}

/**
 * Reads the flags of a command. A flag that can be on can be turned off: `--no-bytecode`.
 *
 * @throws {BunsenPluginError} for an unknown flag, naming the nearest known one, and for a missing value
 */
export function parseFlags(
  command: string,
  parameters: readonly string[],
  flags: Record<string, Flag>,
  maximumPositionals: number,
): ParsedFlags {
  const { values, positionals, tokens } = parseArgs({
    args: [...parameters],
    options: flags,
    allowPositionals: true,
    allowNegative: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
    if (!flag) throw messages.unknownOption(command, token.rawName, namesOf(flags));
    if (flag.type === "string" && !token.value) throw messages.missingValue(command, token.rawName);
    if (flag.type === "boolean" && token.value !== undefined)
      throw messages.unexpectedValue(command, token.rawName, token.value);
  }
  const extra = positionals[maximumPositionals];
  if (extra !== undefined) throw messages.unexpectedParameter(command, extra);
  return { values, positionals };
}

function namesOf(flags: Record<string, Flag>): string[] {
  return Object.keys(flags).map((name) => `--${name}`);
}

/** The help of a command: its usage, and a line for each flag. */
export function formatHelp(usage: string, flags: Record<string, Flag>): string {
  const width = Math.max(...Object.keys(flags).map((name) => name.length)) + 4;
  const lines = Object.entries(flags).map(([name, { help }]) => `  ${`--${name}`.padEnd(width)}${help}`);
  return `${usage}\n\n${lines.join("\n")}\n`;
}
