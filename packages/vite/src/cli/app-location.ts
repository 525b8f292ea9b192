import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { configErrors } from "../diagnostics/config-errors.ts";
import type { ParsedFlags } from "./flags.ts";

/** Where an app is, as Vite's own options name it. */
export interface AppLocation {
  root: string | undefined;
  configFile: string | undefined;
}

/** As Vite looks for it. */
const CONFIG_FILES = ["js", "mjs", "ts", "cjs", "mts", "cts"].map((extension) => `vite.config.${extension}`);

/**
 * The location of the app by `[root]` and `--config`. If these do not exist, Vite continues, and fails later or serves an
 * empty page.
 *
 * @throws {BunsenPluginError} if the directory or the config does not exist
 */
export function locateApp({ values, positionals: [root] }: ParsedFlags): AppLocation {
  const configFile = values.config as string | undefined;
  const directory = root ?? ".";
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    throw configErrors.noDirectory(directory);
  if (configFile !== undefined) {
    if (!existsSync(configFile)) throw configErrors.noConfigFile(configFile);
  } else if (!CONFIG_FILES.some((name) => existsSync(join(directory, name)))) {
    throw configErrors.noConfig(resolve(directory));
  }
  return { root, configFile };
}
