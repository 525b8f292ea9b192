import { type ParseArgsOptionDescriptor, parseArgs } from "node:util";
import { cliErrors } from "../diagnostics/cli-errors.ts";
import { configErrors } from "../diagnostics/config-errors.ts";

/** A flag of a command, as its help shows it. */
export interface Flag extends ParseArgsOptionDescriptor {
  help: string;
  /** What the value of a string is, such as `file`; left out if the flag's name says it. */
  value?: string;
  /** A string that may be left out: `--host` as well as `--host 0.0.0.0`. Default `false`. */
  optional?: boolean;
}

export type Flags = Record<string, Flag>;

/** Of every command that reads the app's Vite config. */
export const CONFIG_FLAG = {
  type: "string",
  short: "c",
  value: "file",
  help: "Vite config file (default: vite.config.*)",
} satisfies Flag;

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
  flags: Flags,
  maximumPositionals: number,
): ParsedFlags {
  const { values, positionals, tokens } = parseArgs({
    args: withValuesAttached(parameters, flags),
    options: flags,
    allowPositionals: true,
    allowNegative: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
    if (!flag) throw configErrors.unknownOption(command, token.rawName, namesLike(token.rawName, flags));
    if (flag.type === "string" && !flag.optional && !token.value)
      throw cliErrors.missingValue(command, token.rawName);
    if (flag.type === "boolean" && token.value !== undefined)
      throw cliErrors.unexpectedValue(command, token.rawName, token.value);
  }
  const extra = positionals[maximumPositionals];
  if (extra !== undefined) throw cliErrors.unexpectedParameter(command, extra);
  return { values, positionals };
}

/** Known flags that may have been meant: for one letter, those that start with it. */
function namesLike(name: string, flags: Flags): string[] {
  const names = Object.keys(flags).map((known) => `--${known}`);
  const alike = names.filter((known) => /^-\w$/.test(name) && known.startsWith(`-${name}`));
  return alike.length > 0 ? alike : names;
}

/**
 * `--port 3000` as `--port=3000`, and a flag without its value as `--port=`: `parseArgs` would take the next flag
 * as the value. Names may have dashes (`--out-dir`), as Vite's may.
 */
function withValuesAttached(parameters: readonly string[], flags: Flags): string[] {
  const attached: string[] = [];
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index] ?? "";
    if (parameter === "--") return [...attached, ...parameters.slice(index)];
    const { name, value } = knownFlag(parameter, flags);
    const next = parameters[index + 1];
    if (name === undefined) attached.push(parameter);
    else if (value !== undefined) attached.push(`--${name}${value}`);
    else if (flags[name]?.type !== "string") attached.push(`--${name}`);
    else if (next === undefined || next.startsWith("-")) attached.push(`--${name}=`);
    else {
      attached.push(`--${name}=${next}`);
      index += 1;
    }
  }
  return attached;
}

/** What `--outDir`, `--out-dir=there` or `-c` name; its value is what `=` starts. */
function knownFlag(parameter: string, flags: Flags): { name?: string; value?: string } {
  const [, long = "", value] = /^--([^=]+)(=.*)?$/s.exec(parameter) ?? [];
  const camelCase = long.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const isShort = (name: string) => flags[name]?.short && parameter === `-${flags[name].short}`;
  const name = Object.keys(flags).find((known) => known === long || known === camelCase || isShort(known));
  return { name, value };
}
