import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CONTAINER_FILE, pack } from "../manifest/container.ts";
import { MANIFEST_FILE } from "../manifest/write-manifest.ts";

/**
 * Lays out what an executable says about itself.
 *
 * @param build the directory of the build
 * @param stage an empty directory
 * @returns the file to embed
 */
export async function stageManifest(build: string, stage: string): Promise<string> {
  const file = join(stage, CONTAINER_FILE);
  const [manifest, source] = await Promise.all([
    readFile(join(build, MANIFEST_FILE)),
    readFile(join(build, "server", "app.js")),
  ]);
  await writeFile(file, pack(manifest, source));
  return file;
}
