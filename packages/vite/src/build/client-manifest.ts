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
