import { errors } from "../../../diagnostics/errors.ts";
import { fsSync, paths } from "./builtins.ts";
import { hasCode } from "./files.ts";

/**
 * Makes sure that a cache's directory is not within one whose files are sent to visitors. Links are followed.
 *
 * @param dir need not exist yet
 * @throws {BunsenError} CACHE_DIR_SERVED
 */
export function assertOutsideOf(dir: string, servedDirs: readonly string[]): void {
  const directory = realPath(paths().resolve(dir));
  for (const served of servedDirs) {
    const root = realPath(paths().resolve(served));
    const prefix = root.endsWith(paths().sep) ? root : root + paths().sep;
    if (directory === root || directory.startsWith(prefix)) throw errors.cacheDirServed(dir, served);
  }
}

/** Where a path leads, as far as it exists. */
function realPath(path: string): string {
  try {
    return fsSync().realpathSync(path);
  } catch (error) {
    const parent = paths().dirname(path);
    if (!hasCode(error, "ENOENT", "ENOTDIR", "EACCES") || parent === path) throw error;
    return paths().join(realPath(parent), paths().basename(path));
  }
}
