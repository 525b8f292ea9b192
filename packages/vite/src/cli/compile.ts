import { resolve } from "node:path";
import { compile as compileApp } from "../commands.ts";
import { findLockFile, formatDockerfile } from "../compile/dockerfile.ts";
import { type CompileOptions, checkCompileOptions } from "../compile/options.ts";
import { defaultLinuxTarget, parseTarget, TARGET_NAMES } from "../compile/targets.ts";
import { messages } from "../messages.ts";
import { type Flag, formatHelp, parseFlags } from "./flags.ts";
import { print } from "./print.ts";

const FLAGS = {
  target: {
    type: "string",
    multiple: true,
    help: `a platform to compile for, more than once for several: ${TARGET_NAMES.join(", ")}`,
  },
  outfile: { type: "string", help: "path of the executable (default dist/app)" },
  bytecode: { type: "boolean", help: "compile to bytecode (default); --no-bytecode" },
  profile: { type: "boolean", help: "run it once, and lay its bytecode out by what it used" },
  sourcemap: { type: "boolean", help: "map stack traces to the sources (default); --no-sourcemap" },
  env: { type: "string", help: '"cwd": load .env files of the directory it is started in' },
  icon: { type: "string", help: "an .ico file, on Windows" },
  dockerfile: { type: "boolean", help: "print a Dockerfile for the target instead of building" },
  config: { type: "string", short: "c", help: "Vite config file" },
  mode: { type: "string", short: "m", help: "Vite mode" },
  base: { type: "string", help: "public base path" },
  help: { type: "boolean", short: "h", help: "this text" },
} satisfies Record<string, Flag>;

const USAGE = "bunsen compile [root]: builds the app and makes one executable of it";

/**
 * Builds the app and makes executables of it.
 *
 * @throws {BunsenPluginError} for wrong flags, and whatever the build says
 */
export async function compile(parameters: string[]): Promise<void> {
  const { values, positionals } = parseFlags("bunsen compile", parameters, FLAGS, 1);
  const { help, dockerfile, config, mode, base, ...flags } = values;
  if (help) return print(formatHelp(USAGE, FLAGS));
  checkCompileOptions(flags);
  if (dockerfile) return printDockerfile(positionals[0] ?? ".", flags as CompileOptions);
  await compileApp(flags as CompileOptions, {
    root: positionals[0],
    configFile: config as string | undefined,
    mode: mode as string | undefined,
    base: base as string | undefined,
  });
}

/** To standard output: what is in a Dockerfile is the project's own, and an existing one must not be lost. */
function printDockerfile(root: string, { target }: CompileOptions): Promise<void> {
  const [first, second] = [target ?? []].flat();
  if (second !== undefined) throw messages.oneTarget("--dockerfile");
  const text = formatDockerfile({
    target: first === undefined ? defaultLinuxTarget() : parseTarget(first),
    bunVersion: Bun.version,
    lockFile: findLockFile(resolve(root)),
  });
  return print(text);
}
