import { fs, paths } from "./builtins.ts";
import { DiskUse } from "./disk-use.ts";
import { hasCode, removeFile } from "./files.ts";
import { isNamespaceDirectory, isOwnFile, isPageFile, isTemporaryFile } from "./names.ts";

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

/**
 * Finds the pages that earlier processes have left, and removes the files that they did not finish.
 *
 * @param owner whose unfinished files are being written right now
 * @throws an Error of the file system
 */
export async function takeStock(directory: string, owner: string, use: DiskUse): Promise<void> {
  const found: { name: string; bytes: number; writtenAt: number }[] = [];
  for (const name of await fs().readdir(directory)) {
    if (isTemporaryFile(name) && !name.startsWith(owner)) await removeFile(paths().join(directory, name));
    if (!isPageFile(name) || use.has(name)) continue;
    const file = await fs()
      .stat(paths().join(directory, name))
      .catch((error: unknown) => {
        if (hasCode(error, "ENOENT")) return undefined;
        throw error;
      });
    if (file) found.push({ name, bytes: DiskUse.bytesFor(file.size), writtenAt: file.mtimeMs });
  }
  found.sort((one, other) => one.writtenAt - other.writtenAt);
  const newer = use.names();
  for (const { name, bytes } of found) if (!use.has(name)) use.set(name, bytes);
  // What was used since this process began is younger than all that it found.
  for (const name of newer) use.touch(name);
}
