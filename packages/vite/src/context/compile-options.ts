import { configErrors } from "../diagnostics/config-errors.ts";

/** How to make an executable: `bunsen({ compile: … })`, and the flags of `bunsen compile`. */
export interface CompileOptions {
  /** Platforms such as `linux-x64-musl`. Default: that of the build machine. */
  target?: string | string[];
  /** Path of the executable, relative to Vite's root. Default `dist/app`; of several targets, each adds its name. */
  outfile?: string;
  /** Compiles the server to bytecode, which starts about twice as fast. Default `true`. */
  bytecode?: boolean;
  /**
   * Runs an executable for this machine once, as the smoke test does, and puts the bytecode that it used at the
   * front of every executable, so that they start faster. Default `false`.
   */
  profile?: boolean;
  /** Embeds a source map without sources, so that stack traces in the log name places in them. Default `true`. */
  sourcemap?: boolean;
  /** `"cwd"`: the executable loads `.env` files of the directory it is started in. Default: it loads none. */
  env?: "cwd";
  /** An `.ico` file for Windows, relative to Vite's root; only if the build runs on Windows. */
  icon?: string;
}

/** For each option: the expected value, for messages, and its check. */
const OPTIONS: Record<keyof CompileOptions, [expected: string, holds: (value: unknown) => boolean]> = {
  target: ["the name of a target or an array of them", (value) => [value].flat().every(isName)],
  outfile: ["a path", isName],
  bytecode: ["true or false", isBoolean],
  profile: ["true or false", isBoolean],
  sourcemap: ["true or false", isBoolean],
  env: ['"cwd"', (value) => value === "cwd"],
  icon: ["the path of an .ico file", isName],
};

/**
 * Checks `bunsen({ compile })`.
 *
 * @throws {BunsenPluginError} naming the option that is unknown or wrong
 */
export function checkCompileOptions(compile: unknown): void {
  if (typeof compile === "boolean" || compile === undefined) return;
  if (typeof compile !== "object" || compile === null) {
    throw configErrors.invalidOption("bunsen({ compile })", compile, "true, false or an object");
  }
  for (const [key, value] of Object.entries(compile)) {
    const option = Object.hasOwn(OPTIONS, key) ? OPTIONS[key as keyof CompileOptions] : undefined;
    if (!option) throw configErrors.unknownOption("bunsen({ compile })", key, Object.keys(OPTIONS));
    const [expected, holds] = option;
    if (value !== undefined && !holds(value))
      throw configErrors.invalidOption(`bunsen({ compile: { ${key} } })`, value, expected);
  }
}

function isName(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}
