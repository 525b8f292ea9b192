import { publicConflicts, reservedRoutes } from "../assets/public-conflicts.ts";
import { type PublicFile, scanPublicFiles } from "../assets/public-files.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { buildErrors } from "../diagnostics/build-errors.ts";
import { buildWarnings } from "../diagnostics/build-warnings.ts";

/**
 * Checks `public/` before anything is built.
 *
 * @returns the files to publish: all, or none if Vite's `publicDir` or `build.copyPublicDir` is off
 * @throws {BunsenPluginError} naming every file that cannot be published, or that a route would hide
 */
export function checkPublicFiles(context: PluginContext): readonly PublicFile[] {
  const { build, logger } = context.config;
  const { directory, label } = context.publicLocation;
  const { files, problems, skipped } = scanPublicFiles(build.copyPublicDir ? directory : "", label);
  const { routes } = context.table;
  const { assetsDirectory } = context;
  const reserved = assetsDirectory === undefined ? [] : reservedRoutes(routes, assetsDirectory);
  const found = [...problems, ...publicConflicts(files, routes, label), ...reserved];
  if (found.length > 0) throw buildErrors.publicProblems(found);
  for (const path of skipped) logger.warn(buildWarnings.publicFileSkipped(`${label}/${path}`));
  return files;
}
