import { lstat, readFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { hashOf } from "../manifest/side.ts";
import type { Manifest } from "../manifest/types.ts";

/** Files that differ from the manifest, or are missing. */
export async function changedFiles(directory: string, { files }: Manifest): Promise<string[]> {
  const changed: string[] = [];
  if (!files.some(({ path }) => path === "server/app.js")) changed.push("server/app.js");
  for (const { path, bytes, hash } of files) {
    const file = join(directory, path);
    const stats = isBelow(path) ? await lstat(file).catch(() => undefined) : undefined;
    if (!stats?.isFile() || stats.size !== bytes || hashOf(await contentOf(file, bytes)) !== hash)
      changed.push(path);
  }
  return changed;
}

/** A hostile manifest may name any file. */
function isBelow(path: string): boolean {
  return !isAbsolute(path) && !path.split(/[\\/]/).includes("..");
}

/** Mapped rather than read: a build may contain videos. */
async function contentOf(file: string, bytes: number): Promise<Uint8Array> {
  return bytes === 0 || process.platform === "win32" ? readFile(file) : Bun.mmap(file);
}
