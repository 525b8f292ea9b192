import { resolve } from "node:path";
import type { Environment, Rolldown } from "vite";
import { type PageFiles, pageFiles } from "../assets/client-manifest.ts";
import { StyleFiles } from "../assets/style-files.ts";
import type { MarkupCounts } from "../static-markup/transform.ts";
import type { ModuleGraph } from "./graph.ts";
import type { SideOutput } from "./side.ts";

type Output = readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[];

/** Facts that are collected during a build, for its manifest. */
export class BuildFacts {
  /** Known once the server is bundled. */
  buildId = "";
  /** Bytes of each style module of the client, by the bundler's ids. */
  readonly styles = new Map<string, number>();
  /** Which of them are in which file of the client. */
  readonly styleFiles = new StyleFiles();
  /** Source maps that the user does not want, by path below the directory of the output. */
  readonly removedMaps = new Map<string, string | Uint8Array>();
  /** Host elements of the server's modules, by the bundler's ids: how many there are, and how many became markup. */
  readonly markup = new Map<string, MarkupCounts>();
  /** What each page of the client needs, by route id. */
  pages: Readonly<Record<string, PageFiles>> = {};
  readonly #sides = new Map<string, SideOutput>();

  /**
   * Records what was bundled for an environment. The same entries replace those of an earlier run.
   *
   * @param clientFile `src/client.ts`, absolute
   */
  addOutput(
    { name, config }: Environment,
    topLevelDirectory: string,
    graph: ModuleGraph,
    output: Output,
    clientFile: string | undefined,
  ): void {
    const isClient = config.consumer === "client";
    if (isClient) this.pages = pageFiles(output, clientFile, this.styleFiles);
    const entries = output.flatMap((file) => (file.type === "chunk" ? [file.facadeModuleId] : []));
    this.#sides.set([name, ...entries].join("\n"), {
      side: isClient ? "client" : "server",
      root: config.root,
      directory: resolve(config.root, config.build.outDir),
      workerDirectory: resolve(config.root, topLevelDirectory),
      output,
      maps: this.#mapsOf(output),
      graph,
      styles: isClient ? this.styles : new Map(),
      styleFiles: isClient ? this.styleFiles.modules : new Map(),
    });
  }

  get sides(): readonly SideOutput[] {
    return [...this.#sides.values()];
  }

  /** Only maps of scripts that are not chunks, because reading each from the bundler is slow. */
  #mapsOf(output: Output): Map<string, string | Uint8Array> {
    const maps = new Map(this.removedMaps);
    const chunks = new Set(output.flatMap((file) => (file.type === "chunk" ? [`${file.fileName}.map`] : [])));
    for (const file of output) {
      const isWanted = file.type === "asset" && file.fileName.endsWith(".map") && !chunks.has(file.fileName);
      if (isWanted) maps.set(file.fileName, file.source);
    }
    return maps;
  }
}
