import { resolve } from "node:path";
import type { BuildEnvironment, Rolldown } from "vite";
import type { ModuleGraph } from "./graph.ts";
import type { SideOutput } from "./side.ts";
import type { Side } from "./types.ts";

type Output = readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[];

/** What is learned while a build goes on, and described at its end. */
export class BuildFacts {
  /** Known once the server is bundled. */
  buildId = "";
  /** Bytes of each style module of the client, by the bundler's ids. */
  readonly styles = new Map<string, number>();
  /** Source maps of the client that the user does not want, by path below the client directory. */
  readonly removedMaps = new Map<string, string | Uint8Array>();
  readonly #graphs = new Map<string, ModuleGraph>();
  readonly #sides: SideOutput[] = [];

  /** @param environment the name of Vite's environment */
  addGraph(environment: string, graph: ModuleGraph): void {
    this.#graphs.set(environment, graph);
  }

  addOutput(side: Side, environment: BuildEnvironment, output: Output): void {
    const { name, config } = environment;
    const topLevel = environment.getTopLevelConfig();
    this.#sides.push({
      side,
      root: config.root,
      directory: resolve(config.root, config.build.outDir),
      workerDirectory: resolve(config.root, topLevel.build.outDir),
      output,
      maps: side === "client" ? this.#mapsOf(output) : new Map(),
      graph: this.#graphs.get(name) ?? new Map(),
      styles: side === "client" ? this.styles : new Map(),
    });
  }

  #mapsOf(output: Output): Map<string, string | Uint8Array> {
    const maps = new Map(this.removedMaps);
    for (const file of output) {
      if (file.type === "asset" && file.fileName.endsWith(".map")) maps.set(file.fileName, file.source);
    }
    return maps;
  }

  get sides(): readonly SideOutput[] {
    return this.#sides;
  }
}
