import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { EMBEDDED_SOURCE_MAP } from "@bunsen/runtime/internal/source-map";

/**
 * Lays out the map that an executable needs to name places in the sources. It does not contain the sources.
 *
 * @param build the directory of the build
 * @param stage where the files to embed are laid out
 * @returns the directories to embed: none if the build has no map
 */
export async function stageSourceMap(build: string, stage: string): Promise<string[]> {
  const file = join(build, "server", "app.js.map");
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (!exists) return [];
  const { sourcesContent: _, ...map } = JSON.parse(await readFile(file, "utf8"));
  const target = join(stage, ...EMBEDDED_SOURCE_MAP);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, await Bun.zstdCompress(JSON.stringify(map), { level: 12 }));
  return [dirname(target)];
}
