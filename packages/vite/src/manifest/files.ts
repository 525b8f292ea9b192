import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { StaticFile } from "@bunsen/runtime/internal/server-build";
import { compareText } from "./order.ts";
import { hashOf, type ScriptFacts } from "./side.ts";
import type { ManifestFile } from "./types.ts";

/** What is known of the files of a build. */
export interface BuildFiles {
  /** The build, absolute. */
  directory: string;
  /** By canonical URL path. */
  client: Readonly<Record<string, StaticFile>>;
  /** By canonical URL path. */
  prerendered: Readonly<Record<string, StaticFile>>;
  /** Below the client directory. */
  published: ReadonlySet<string>;
  /** What only the bundler knows, by path in the build. */
  scripts: ReadonlyMap<string, ScriptFacts>;
}

/** Lists what a build serves and runs. Source maps and compressed variants are not listed. */
export function listFiles(build: BuildFiles): ManifestFile[] {
  const files = [
    ...Object.entries(build.client).map(([url, file]) => servedFile("client", url, file, build)),
    ...Object.entries(build.prerendered).map(([url, file]) => servedFile("prerendered", url, file, build)),
    ...serverFiles(build),
  ];
  return files.sort((a, b) => compareText(a.path, b.path));
}

function servedFile(directory: string, url: string, file: StaticFile, build: BuildFiles): ManifestFile {
  const path = `${directory}/${file.path}`;
  return {
    path,
    bytes: file.size,
    hash: file.etag.slice(1, -1),
    url,
    type: file.type,
    immutable: file.immutable,
    ...(file.encodings && { encodings: file.encodings }),
    ...(directory === "client" && build.published.has(file.path) && { published: true }),
    ...build.scripts.get(path),
  };
}

function serverFiles({ directory, scripts }: BuildFiles): ManifestFile[] {
  const server = join(directory, "server");
  const files: ManifestFile[] = [];
  for (const entry of readdirSync(server, { recursive: true, withFileTypes: true })) {
    const path = relative(directory, join(entry.parentPath, entry.name)).split(sep).join("/");
    if (!entry.isFile() || path.endsWith(".map") || path.includes("/node_modules/")) continue;
    const bytes = readFileSync(join(directory, path));
    files.push({
      path,
      bytes: bytes.byteLength,
      hash: hashOf(bytes),
      ...scripts.get(path),
    });
  }
  return files;
}
