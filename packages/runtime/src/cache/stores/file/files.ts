import { fs, paths } from "./builtins.ts";
import { temporaryFile } from "./names.ts";

/** A file that holds what a visitor may see is nobody else's to read. */
const PRIVATE_FILE = 0o600;

/**
 * Writes a file so that it has all of its bytes or does not exist, whatever happens in between: `kill -9`, a full disk, and
 * with `sync` also a loss of power.
 *
 * @param sync waits for the disk: not needed for a file that shows whether it is whole
 * @throws an Error of the file system; nothing is left then
 */
export async function writeWhole(
  directory: string,
  name: string,
  content: Uint8Array | string,
  owner: string,
  { sync }: { readonly sync: boolean },
): Promise<void> {
  const temporary = paths().join(directory, temporaryFile(owner));
  try {
    const file = await fs().open(temporary, "wx", PRIVATE_FILE);
    try {
      await file.writeFile(content);
      if (sync) await file.sync();
    } finally {
      await file.close();
    }
    await fs().rename(temporary, paths().join(directory, name));
  } catch (error) {
    await removeFile(temporary);
    throw error;
  }
}

/** Makes the renames in a directory last, as `fsync` does for what is in a file. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await fs().open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes a file that nobody needs; where it cannot be removed it stays, and does no harm. Returns whether it is gone. */
export async function removeFile(file: string): Promise<boolean> {
  return fs()
    .rm(file, { force: true })
    .then(
      () => true,
      () => false,
    );
}

/** Whether an error of the file system has this code, such as `ENOENT`. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
