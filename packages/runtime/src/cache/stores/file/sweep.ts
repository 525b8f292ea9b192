import { fs, paths } from "./builtins.ts";
import { DiskUse } from "./disk-use.ts";
import { hasCode, removeFile } from "./files.ts";
import { isNamespaceDirectory, isOwnFile, isPageFile, isTemporaryFile } from "./names.ts";
import { inSlices, sortInSlices } from "./slices.ts";

/**
 * Removes what other builds have left in the store's directory; nothing that a store has not put there.
 *
 * @param own the name of the directory that stays
 * @throws an Error of the file system
 */
export async function removeOtherNamespaces(root: string, own: string): Promise<void> {
  for (const entry of await fs().readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory() || !isNamespaceDirectory(entry.name) || entry.name === own) continue;
    const directory = paths().join(root, entry.name);
    for (const name of await fs().readdir(directory)) {
      if (isOwnFile(name)) await removeFile(paths().join(directory, name));
    }
    await fs()
      .rmdir(directory)
      .catch((error: unknown) => {
        if (!hasCode(error, "ENOTEMPTY", "ENOENT")) throw error;
      });
  }
}

/** A page that an earlier process has left. */
interface Found {
  readonly name: string;
  readonly bytes: number;
  readonly writtenAt: number;
}

/** Files that are looked at together. */
const AT_ONCE = 16;

/**
 * Finds the pages that earlier processes have left, and removes the files that they did not finish. There may be hundreds of
 * thousands: requests are answered meanwhile.
 *
 * @param owner whose unfinished files are being written right now
 * @throws an Error of the file system
 */
export async function takeStock(directory: string, owner: string, use: DiskUse): Promise<void> {
  const found: Found[] = [];
  const names = (await fs().readdir(directory)).values();
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (const name of names) {
      if (isTemporaryFile(name) && !name.startsWith(owner)) await removeFile(paths().join(directory, name));
      if (!isPageFile(name) || use.has(name)) continue;
      const file = await statIfThere(paths().join(directory, name));
      if (file) found.push({ name, bytes: DiskUse.bytesFor(file.size), writtenAt: file.mtimeMs });
    }
  });
  await Promise.all(workers);
  const sorted = await sortInSlices(found, (one, other) => other.writtenAt - one.writtenAt);
  // What was used since this process began is younger than all that it found.
  await inSlices(sorted, ({ name, bytes }) => use.setOldest(name, bytes));
}

async function statIfThere(file: string): Promise<{ size: number; mtimeMs: number } | undefined> {
  return fs()
    .stat(file)
    .catch((error: unknown) => {
      if (hasCode(error, "ENOENT")) return undefined;
      throw error;
    });
}
