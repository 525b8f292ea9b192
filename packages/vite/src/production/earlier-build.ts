import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { readExecutableHeader } from "../compile/executable-header.ts";
import { readExecutable } from "../inspect/read-executable.ts";

/**
 * Removes what would outlive a build and look as if it belonged to it: executables that an earlier one has put beside its
 * directories, and the script that starts the server.
 *
 * @param directory of the build, absolute
 * @returns the names of the executables
 */
export async function removeEarlierBuild(directory: string): Promise<string[]> {
  await removeStart(directory);
  if (!existsSync(directory)) return [];
  const removed: string[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const file = join(directory, entry.name);
    if (!entry.isFile() || !readExecutableHeader(file)) continue;
    if (!("contents" in (await readExecutable(file)))) continue;
    await rm(file);
    removed.push(entry.name);
  }
  return removed.sort();
}

/** Removes the script that starts the server: a build that is not complete must not be served. */
export function removeStart(directory: string): Promise<void> {
  return rm(join(directory, "server", "index.js"), { force: true });
}
