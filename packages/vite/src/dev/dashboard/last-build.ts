import { statSync } from "node:fs";
import { join } from "node:path";
import { readBuildManifest } from "../../inspect/read.ts";
import type { ManifestFile } from "../../manifest/types.ts";
import { MANIFEST_FILE } from "../../manifest/write-manifest.ts";

/** What a browser that has nothing yet loads with a page, beside its HTML, as the last build made it. */
export interface ShippedPage {
  /** Bytes. */
  bytes: number;
  gzip: number;
  files: { path: string; bytes: number; gzip: number }[];
  /** Whether a module of it was edited after the build. */
  isOld: boolean;
}

/** The last build, as far as the page shows it. */
export interface LastBuild {
  /** Milliseconds since 1970. */
  at: number;
  /** By route id. */
  pages: Map<string, ShippedPage>;
}

/**
 * Reads what the last build ships; `undefined` if there is none.
 *
 * @param directory of the build, absolute
 * @param sources directory of the app's package, absolute
 * @throws {BunsenPluginError} if its manifest cannot be read
 */
export async function readLastBuild(directory: string, sources: string): Promise<LastBuild | undefined> {
  const manifest = await readBuildManifest(directory);
  if (!manifest) return undefined;
  const at = modifiedAt(join(directory, MANIFEST_FILE));
  const changes = new Map<string, number>();
  const isOld = (module: string) => {
    const file = module.startsWith(`${manifest.app}/`) ? module.slice(manifest.app.length + 1) : undefined;
    if (file === undefined) return false;
    const changed = changes.get(file) ?? modifiedAt(join(sources, file));
    changes.set(file, changed);
    return changed > at;
  };
  const files = new Map(manifest.files.map((file) => [file.path, file]));
  const pages = manifest.routes.flatMap((route): [string, ShippedPage][] => {
    const { id, client } = route;
    if (!client) return [];
    const { bytes, gzip } = client;
    const old = (route.reaches.client?.modules ?? []).some(isOld);
    return [[id, { bytes, gzip, files: filesOf(client.files, files), isOld: old }]];
  });
  return { at, pages: new Map(pages) };
}

function filesOf(paths: readonly string[], files: ReadonlyMap<string, ManifestFile>): ShippedPage["files"] {
  return paths.flatMap((path) => {
    const file = files.get(path);
    if (!file) return [];
    const name = path.replace(/^client\//, "");
    return [{ path: name, bytes: file.bytes, gzip: file.encodings?.gzip ?? file.bytes }];
  });
}

/** Milliseconds since 1970; 0 if the file is missing. */
function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
