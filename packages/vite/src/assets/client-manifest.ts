import { encodePath } from "@bunsen/runtime/internal/encode-path";
import type { PageAssets, StaticFile } from "@bunsen/runtime/internal/server-build";
import type { Rolldown } from "vite";
import { routeIdOfClientEntry, VIRTUAL } from "../routes/virtual-ids.ts";

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

/** A chunk with Vite's metadata. */
type Chunk = Rolldown.OutputChunk & { viteMetadata?: { importedCss: Set<string> } };

/**
 * Scripts and styles of every page entry in a client bundle, by route id.
 *
 * @param clientFile `src/client.ts`, absolute: pages import it dynamically, and need it before they hydrate
 */
export function pageFiles(
  output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[],
  clientFile: string | undefined,
): Record<string, PageFiles> {
  const chunks = new Map<string, Chunk>();
  for (const item of output) if (item.type === "chunk") chunks.set(item.fileName, item);
  const files: Record<string, PageFiles> = {};
  const client = clientFile && [...chunks.values()].find((chunk) => chunk.facadeModuleId === clientFile);
  for (const chunk of chunks.values()) {
    const routeId = routeIdOfClientEntry(chunk.facadeModuleId?.replace(/^\0/, "") ?? "");
    if (routeId === undefined) continue;
    const seen = new Set<Chunk>();
    const needed = [
      ...(client ? withImports(client, chunks, seen) : []),
      ...withImports(chunk, chunks, seen),
    ];
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
  clientFile: string | undefined,
): Record<string, PageAssets> {
  const watcher = output.find(
    (item) => item.type === "chunk" && item.facadeModuleId === `\0${VIRTUAL.chunks}`,
  );
  const url = (file: string) => base + encodePath(file.split("/")).slice(1);
  const watch = watcher ? `<script type="module" async src="${url(watcher.fileName)}"></script>` : "";
  return Object.fromEntries(
    Object.entries(pageFiles(output, clientFile)).map(([id, files]) => [id, assetsOf(files, url, watch)]),
  );
}

/** @param watch the script that runs even if the page's own script cannot be loaded */
function assetsOf({ styles, scripts }: PageFiles, url: (file: string) => string, watch: string): PageAssets {
  return {
    head: styles.map((file) => `<link rel="stylesheet" href="${url(file)}">`).join(""),
    preload: scripts.map((file) => `<link rel="modulepreload" href="${url(file)}">`).join(""),
    body: `${watch}<script type="module" async id="__bunsen_page" src="${url(scripts.at(-1) ?? "")}"></script>`,
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
