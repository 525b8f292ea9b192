import type { Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Source files, with the time of their last change, and directories. */
export interface Listing {
  files: Map<string, number>;
  directories: Set<string>;
}

/** Whether a name is that of a source file, or of a directory of such. */
export function isSource(name: string): boolean {
  return name !== "node_modules" && !name.startsWith(".");
}

/** Adds a file, or the files below a directory, without those that were deleted meanwhile or cannot be read. */
export async function listSources(path: string, listing: Listing): Promise<void> {
  const stats = await statIfThere(path);
  if (stats?.isDirectory()) await listDirectory(path, listing);
  else if (stats?.isFile()) listing.files.set(path, stats.mtimeMs);
}

async function listDirectory(directory: string, listing: Listing): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(ignoreSystemError);
  if (!entries) return;
  listing.directories.add(directory);
  await Promise.all(
    entries.map(async (entry) => {
      if (!isSource(entry.name)) return;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return listDirectory(path, listing);
      const stats = await statIfThere(path);
      if (stats?.isFile()) listing.files.set(path, stats.mtimeMs);
    }),
  );
}

function statIfThere(path: string): Promise<Stats | undefined> {
  return stat(path).catch(ignoreSystemError);
}

function ignoreSystemError(error: unknown): undefined {
  if (!(error instanceof Error && "code" in error)) throw error;
}
