import { copyFile, link, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Encoding } from "@bunsen/runtime/internal/encoding";
import type { StaticFile } from "@bunsen/runtime/internal/server-build";
import { ENCODING_EXTENSIONS } from "@bunsen/runtime/internal/static-files";

/** Files of one directory of the build. */
export interface EmbeddedFiles {
  /** Name of the directory in the build and in the executable, such as `client`. */
  name: string;
  /** Its path in the build, if it differs. */
  from?: string;
  files: readonly Pick<StaticFile, "path" | "encodings">[];
}

/**
 * Lays out exactly what an executable embeds: the files that the server sends, with their variants, but without source
 * maps and Vite's own files beside them.
 *
 * @param build the directory of the build
 * @param stage an empty directory on the same disk
 * @returns the directories to embed
 */
export async function stageFiles(
  build: string,
  stage: string,
  groups: readonly EmbeddedFiles[],
): Promise<string[]> {
  const directories: string[] = [];
  for (const { name, from = name, files } of groups) {
    if (files.length === 0) continue;
    const paths = files.flatMap((file) => [file.path, ...variantPaths(file)]);
    for (const path of new Set(paths)) await linkFile(join(build, from, path), join(stage, name, path));
    directories.push(join(stage, name));
  }
  return directories;
}

function variantPaths(file: Pick<StaticFile, "path" | "encodings">): string[] {
  const encodings = Object.keys(file.encodings ?? {}) as Encoding[];
  return encodings.map((encoding) => file.path + ENCODING_EXTENSIONS[encoding]);
}

/** A second name for the file where the disk allows it: assets may be large. */
async function linkFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await link(from, to).catch(() => copyFile(from, to));
}
