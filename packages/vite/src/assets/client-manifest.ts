import { encodePath } from "@bunsen/runtime/internal/encode-path";
import type { PageAssets, StaticFile } from "@bunsen/runtime/internal/server-build";
import type { Rolldown } from "vite";
import { routeIdOfClientEntry } from "../routes/virtual-ids.ts";

/** What the client build produced, for the server build. */
export interface ClientManifest {
  /** By route id. */
  assets: Record<string, PageAssets>;
  /** By canonical URL path. */
  files: Record<string, StaticFile>;
}

/** The files that a page's assets name, below the client directory. */
export interface PageFiles {
  styles: string[];
  /** The entry last, after everything it imports statically. */
  scripts: string[];
}

/** A chunk with what Vite notes on it. */
type Chunk = Rolldown.OutputChunk & { viteMetadata?: { importedCss: Set<string> } };

/** Scripts and styles of every page entry in a client bundle, by route id. */
export function pageFiles(
  output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[],
): Record<string, PageFiles> {
  const chunks = new Map<string, Chunk>();
  for (const item of output) if (item.type === "chunk") chunks.set(item.fileName, item);
  const files: Record<string, PageFiles> = {};
  for (const chunk of chunks.values()) {
    const routeId = routeIdOfClientEntry(chunk.facadeModuleId?.replace(/^\0/, "") ?? "");
    if (routeId === undefined) continue;
    const needed = withImports(chunk, chunks);
    files[routeId] = {
      styles: [...new Set(needed.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]))],
      scripts: needed.map(({ fileName }) => fileName),
    };
  }
  return files;
}

/** Scripts, preloads and styles of every page entry in a client bundle, by route id. */
export function pageAssets(
  output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[],
  base: string,
): Record<string, PageAssets> {
  return Object.fromEntries(
    Object.entries(pageFiles(output)).map(([id, files]) => [id, assetsOf(files, base)]),
  );
}

function assetsOf({ styles, scripts }: PageFiles, base: string): PageAssets {
  const url = (file: string) => base + encodePath(file.split("/")).slice(1);
  return {
    head: styles.map((file) => `<link rel="stylesheet" href="${url(file)}">`).join(""),
    preload: scripts.map((file) => `<link rel="modulepreload" href="${url(file)}">`).join(""),
    body: `<script type="module" async src="${url(scripts.at(-1) ?? "")}"></script>`,
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
