import { errors } from "../diagnostics/errors.ts";
import { isPlainObject } from "../util/plain-object.ts";

const GLOBAL_VARS = "Write bunsen({ globalVars }) in vite.config.ts.";
const LOG = "Leave it out: the log goes to standard output, whose keeper limits it.";
const MODE = "Leave it out: bunsen dev is development, bunsen start is production.";
const EXPIRY = "Write cache: { defaultExpiry }.";
const SERVE = "Write serve.";
const DIST = "Write build.outDir in vite.config.ts.";
const ASSETS = "Write build.assetsDir in vite.config.ts.";

/** Options of Bunext's configuration file that have another name or place here, in both of its spellings. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ["port", "Write serve: { port }."],
  ["development", MODE],
  ["distDir", DIST],
  ["dist_dir", DIST],
  ["assetsPrefix", ASSETS],
  ["assets_prefix", ASSETS],
  ["globalVars", GLOBAL_VARS],
  ["global_vars", GLOBAL_VARS],
  ["defaultCacheExpiry", EXPIRY],
  ["default_cache_expiry", EXPIRY],
  ["serverOptions", SERVE],
  ["server_options", SERVE],
  ["pages_exclude_patterns", "Move such files to a directory whose name contains --, which is not routed."],
  [
    "ssr_compiler_excludes",
    "Packages that cannot be bundled are found. Name others in bunsen({ external }) in vite.config.ts.",
  ],
  ["page_compiler_excludes", "Leave it out: Vite bundles every package for browsers."],
  ["max_logs", LOG],
]);

/**
 * Says where an option of Bunext is written here.
 *
 * @throws {BunsenError} FOREIGN_NAME
 */
export function checkForeignOptions(options: unknown): void {
  if (!isPlainObject(options)) return;
  for (const name of Object.keys(options)) {
    const instead = FOREIGN.get(name);
    if (instead !== undefined) throw errors.foreignName("defineServer() was given", name, instead);
  }
}
