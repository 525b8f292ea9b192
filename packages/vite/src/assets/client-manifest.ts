import { encodePath } from "@bunsen/runtime/internal/encode-path";
import type { PageAssets, StaticFile } from "@bunsen/runtime/internal/server-build";
import type { Rolldown } from "vite";
import { routeIdOfClientEntry, VIRTUAL } from "../routes/virtual-ids.ts";
import type { StyleFiles } from "./style-files.ts";

/** What the client build produced, for the server build. */
export interface ClientManifest {
  /** By route id. */
  assets: Record<string, PageAssets>;
  /** Links to the stylesheets of modules that are imported dynamically, by the module's path in the app. */
  lazyStyles: Record<string, string[]>;
  /** By canonical URL path. */
  files: Record<string, StaticFile>;
}

/** The files that a page's assets name, below the client directory. */
export interface PageFiles {
  styles: string[];
  /** The entry last, after everything it imports statically. */
  scripts: string[];
}

type Chunk = Rolldown.OutputChunk;

/**
 * Scripts and styles of every page entry in a client bundle, by route id.
 *
 * @param clientFile `src/client.ts`, absolute: pages import it dynamically, and need it before they hydrate
 */
export function pageFiles(
  output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[],
  clientFile: string | undefined,
  styles: StyleFiles,
): Record<string, PageFiles> {
  const chunks = chunksOf(output);
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
      styles: [
        ...new Set([...styles.filesOf(clientFile ?? ""), ...styles.filesOf(chunk.facadeModuleId ?? "")]),
      ],
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
  styles: StyleFiles,
): Record<string, PageAssets> {
  const watcher = output.find(
    (item) => item.type === "chunk" && item.facadeModuleId === `\0${VIRTUAL.chunks}`,
  );
  const url = (file: string) => urlOf(file, base);
  const watch = watcher ? `<script type="module" async src="${url(watcher.fileName)}"></script>` : "";
  return Object.fromEntries(
    Object.entries(pageFiles(output, clientFile, styles)).map(([id, files]) => [
      id,
      assetsOf(id, files, url, watch),
    ]),
  );
}

/** Links to the stylesheets of modules that are imported dynamically, by id; without those that have no styles. */
export function lazyStyles(
  modules: ReadonlySet<string>,
  base: string,
  styles: StyleFiles,
): Map<string, string[]> {
  const links = [...modules].map(
    (id) => [id, styles.filesOf(id).map((file) => stylesheetLink(urlOf(file, base)))] as const,
  );
  return new Map(links.filter(([, found]) => found.length > 0).map(([id, found]) => [id, [...found]]));
}

function urlOf(file: string, base: string): string {
  return base + encodePath(file.split("/")).slice(1);
}

function stylesheetLink(url: string): string {
  return `<link rel="stylesheet" href="${url}">`;
}

/** @param watch the script that runs even if the page's own script cannot be loaded */
function assetsOf(
  id: string,
  { styles, scripts }: PageFiles,
  url: (file: string) => string,
  watch: string,
): PageAssets {
  const attributes = `id="__bunsen_page" data-page="${Bun.escapeHTML(id)}"`;
  return {
    head: styles.map((file) => stylesheetLink(url(file))).join(""),
    preload: scripts.map((file) => `<link rel="modulepreload" href="${url(file)}">`).join(""),
    body: `${watch}<script type="module" async ${attributes} src="${url(scripts.at(-1) ?? "")}"></script>`,
  };
}

function chunksOf(output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): Map<string, Chunk> {
  return new Map(output.flatMap((item) => (item.type === "chunk" ? [[item.fileName, item]] : [])));
}

/** A chunk and everything it imports statically, imports first. */
function withImports(entry: Chunk, chunks: Map<string, Chunk>, seen = new Set<Chunk>()): Chunk[] {
  if (seen.has(entry)) return [];
  seen.add(entry);
  const imported = entry.imports.flatMap((file) => {
    const chunk = chunks.get(file);
    return chunk ? withImports(chunk, chunks, seen) : [];
  });
  return [...imported, entry];
}
