import { resolve } from "node:path";
import { findLockFile, formatDockerfile } from "../compile/dockerfile.ts";
import { parseTarget, TARGET_NAMES } from "../compile/targets.ts";
import { type CompileOptions, checkCompileOptions } from "../context/compile-options.ts";
import { cliErrors } from "../diagnostics/cli-errors.ts";
import { locateApp } from "./app-location.ts";
import type { Command } from "./command.ts";
import { CONFIG_FLAG, type Flags } from "./flags.ts";
import { print } from "./print.ts";

const FLAGS = {
  target: {
    type: "string",
    multiple: true,
    value: "platform",
    help: `repeat it for several platforms (default: this machine): ${TARGET_NAMES.join(", ")}`,
  },
  outfile: { type: "string", value: "file", help: "path of the executable (default: dist/app)" },
  bytecode: { type: "boolean", help: "compile to bytecode (default); --no-bytecode starts faster" },
  profile: { type: "boolean", help: "run it once, and sort its bytecode by what it used" },
  sourcemap: { type: "boolean", help: "map stack traces to the sources (default); --no-sourcemap" },
  env: {
    type: "string",
    value: "cwd",
    help: '"cwd" loads .env files of the directory it is started in (default: none)',
  },
  icon: { type: "string", value: "file", help: "an .ico file, on Windows" },
  dockerfile: { type: "boolean", help: "print a Dockerfile for the target instead of building" },
  config: CONFIG_FLAG,
  mode: { type: "string", short: "m", help: "Vite mode (default: production)" },
  base: { type: "string", value: "path", help: "public base path (default: /)" },
} satisfies Flags;

/** Builds the app and makes executables of it. */
export const compile: Command = {
  usage: "bunsen compile [root]",
  summary: "builds the app and makes one executable of it, dist/app",
  parameters: 1,
  flags: FLAGS,
  examples: [
    ["bunsen compile", "for this machine"],
    ["bunsen compile --target linux-x64-musl --outfile shop", "for Alpine Linux, as ./shop"],
    ["bunsen compile --dockerfile > Dockerfile", "an image that builds the app and contains the executable"],
  ],
  async run(parsed) {
    const { dockerfile, config: _, mode, base, ...flags } = parsed.values;
    checkCompileOptions(flags);
    if (dockerfile) return printDockerfile(parsed.positionals[0] ?? ".", flags as CompileOptions);
    const { compile: compileApp } = await import("../commands/commands.ts");
    await compileApp(flags as CompileOptions, {
      ...locateApp(parsed),
      mode: mode as string | undefined,
      base: base as string | undefined,
    });
  },
};

/** Writes to standard output, so that it never overwrites a Dockerfile of the project. */
function printDockerfile(root: string, { target }: CompileOptions): Promise<void> {
  const [first, second] = [target ?? []].flat();
  if (second !== undefined) throw cliErrors.oneTarget("--dockerfile");
  const text = formatDockerfile({
    target: first === undefined ? undefined : parseTarget(first),
    bunVersion: Bun.version,
    lockFile: findLockFile(resolve(root)),
  });
  return print(text);
}
