import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { encodePath } from "@bunsen/runtime/internal/encode-path";
import type { StaticFile } from "@bunsen/runtime/internal/server-build";
import type { CompressionCache } from "../assets/compression-cache.ts";
import { hashedNames } from "../assets/hashed-names.ts";
import { describeFile } from "../assets/static-files.ts";
import type { BuildState } from "./build-state.ts";

const NONE: ReadonlySet<string> = new Set();

/**
 * Publishes files for browsers that only server code imports.
 *
 * @param directory the client's output, absolute
 * @param compressed by earlier builds
 * @returns those that the client build did not make itself, by canonical URL path
 */
export async function publishServerAssets(
  { clientManifest: { files }, serverOutput }: BuildState,
  directory: string,
  compressed: CompressionCache,
): Promise<Record<string, StaticFile>> {
  const published: Record<string, StaticFile> = {};
  for (const [path, asset] of serverOutput.assets) {
    const url = encodePath(path.split("/"));
    if (Object.hasOwn(files, url)) continue;
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), asset.source);
    const hashed = hashedNames([asset]);
    published[url] = await describeFile(path, { directory, hashed, published: NONE, compressed });
  }
  Object.assign(files, published);
  return published;
}
