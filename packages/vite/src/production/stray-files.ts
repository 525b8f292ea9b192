import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Files that a plugin has written beside the directories of a build, where no server looks for them.
 *
 * @param directory of the build, absolute
 * @param since when the build began, in milliseconds of `Date.now()`
 */
export function strayFiles(directory: string, since: number): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .filter((name) => statSync(join(directory, name)).mtimeMs >= since)
    .sort();
}
