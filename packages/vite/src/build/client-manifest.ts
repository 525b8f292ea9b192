import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { PageAssets, StaticFile } from "@bunsen/runtime/build";
import { encodePath } from "@bunsen/runtime/route";
import type { Rolldown } from "vite";
import { routeIdOfClientEntry } from "../virtual/ids.ts";

/** What the client build produced, for the server build. */
export interface ClientManifest {
  /** By route id. */
  assets: Record<string, PageAssets>;
  /** By canonical URL path. */
  files: Record<string, StaticFile>;
}

/** A chunk with what Vite notes on it. */
type Chunk = Rolldown.OutputChunk & { viteMetadata?: { importedCss: Set<string> } };

/** Scripts, preloads and styles of every page entry in a client bundle. */
export function pageAssets(
  output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[],
  base: string,
): Record<string, PageAssets> {
  const chunks = new Map<string, Chunk>();
  for (const item of output) if (item.type === "chunk") chunks.set(item.fileName, item);
  const assets: Record<string, PageAssets> = {};
  for (const chunk of chunks.values()) {
    const routeId = routeIdOfClientEntry(chunk.facadeModuleId?.replace(/^\0/, "") ?? "");
    if (routeId !== undefined) assets[routeId] = assetsOf(chunk, chunks, base);
  }
  return assets;
}

function assetsOf(entry: Chunk, chunks: Map<string, Chunk>, base: string): PageAssets {
  const needed = withImports(entry, chunks);
  const styles = new Set(needed.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));
  const url = (file: string) => base + encodePath(file.split("/")).slice(1);
  return {
    head: [...styles].map((file) => `<link rel="stylesheet" href="${url(file)}">`).join(""),
    preload: needed.map((chunk) => `<link rel="modulepreload" href="${url(chunk.fileName)}">`).join(""),
    body: `<script type="module" async src="${url(entry.fileName)}"></script>`,
  };
}

/** A chunk and everything it imports statically, imports first: the order in which their styles apply. */
function withImports(entry: Chunk, chunks: Map<string, Chunk>, seen = new Set<Chunk>()): Chunk[] {
  if (seen.has(entry)) return [];
  seen.add(entry);
  const imported = entry.imports.flatMap((file) => {
    const chunk = chunks.get(file);
    return chunk ? withImports(chunk, chunks, seen) : [];
  });
  return [...imported, entry];
}

/**
 * Every file that the server may hand out.
 *
 * @param directory the client output, absolute
 * @param bundled names of the files that the bundler made, whose names change with their content
 */
export function staticFiles(directory: string, bundled: ReadonlySet<string>): Record<string, StaticFile> {
  const files: Record<string, StaticFile> = {};
  for (const path of listFiles(directory)) {
    if (isPrivate(path)) continue;
    const bytes = readFileSync(join(directory, path));
    const file: StaticFile = {
      path,
      type: Bun.file(path).type,
      size: bytes.byteLength,
      etag: `"${Bun.hash.wyhash(bytes).toString(16).padStart(16, "0")}"`,
      immutable: bundled.has(path),
    };
    const segments = path.split("/");
    files[encodePath(segments)] = file;
    if (!file.immutable) files[encodePath(["public", ...segments])] = file;
  }
  return files;
}

/** Source maps and Vite's own notes lie beside the files but are nobody's business. */
function isPrivate(path: string): boolean {
  return path.endsWith(".map") || path.startsWith(".vite/");
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
