import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { normalizePath, type Rolldown } from "vite";
import type { ModuleGraph } from "./graph.ts";
import { fileOf } from "./names.ts";
import { moduleRanges } from "./ranges.ts";
import { isStyle, type Styles, shareStyles } from "./styles.ts";
import type { ManifestFile, Place, Range, Side } from "./types.ts";

/** What the bundler made for one side. */
export interface SideOutput {
  side: Side;
  /** Vite's root, absolute. */
  root: string;
  /** Absolute. */
  directory: string;
  /** Where Vite thinks that it writes the bundles of workers, absolute. */
  workerDirectory: string;
  output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[];
  /** Source maps that are files of their own, by path below `directory`. */
  maps: ReadonlyMap<string, string | Uint8Array>;
  graph: ModuleGraph;
  styles: Styles;
  /** Their ids by stylesheet. */
  styleFiles: ReadonlyMap<string, readonly string[]>;
}

/** Where the code of a side's modules ended, by the bundler's ids. */
export interface SideModules {
  places: Map<string, Place[]>;
  /** Of the code, for modules whose places are known to the byte. */
  hashes: Map<string, string>;
  /** What is known of the scripts, by path in the build. */
  scripts: Map<string, ScriptFacts>;
}

/** What only the bundler knows of a file. */
export type ScriptFacts = Pick<ManifestFile, "glue" | "imports" | "dynamicImports" | "exports">;

/** Finds out where each module of a side is. */
export function locateModules(side: SideOutput): SideModules {
  const located = new Located(side.side);
  const idOfFile = new Map([...side.graph.keys()].map((id) => [fileOf(id), id]));
  const files = new Set(side.output.map(({ fileName }) => fileName));
  for (const file of side.output) {
    const map = side.maps.get(`${file.fileName}.map`);
    if (file.type === "chunk") locateChunk(side, file, files, located);
    else if (map) locateScript(side, file, map, located);
    else locateAsset(side, file, idOfFile, located);
  }
  for (const { file, size, modules } of shareStyles(side)) {
    for (const { id, bytes } of modules) {
      located.add(id, { file, ranges: modules.length === 1 ? [[0, size]] : [], bytes });
    }
  }
  return located.finish();
}

type Links = Pick<ScriptFacts, "imports" | "dynamicImports" | "exports">;

class Located {
  readonly #side: Side;
  readonly #places = new Map<string, Place[]>();
  readonly #code = new Map<string, Uint8Array[]>();
  readonly #scripts = new Map<string, ScriptFacts>();

  constructor(side: Side) {
    this.#side = side;
  }

  /** @param code what is at the place, if that is known to the byte */
  add(id: string, place: Place, code?: Uint8Array[]): void {
    const places = this.#places.get(id) ?? [];
    this.#places.set(id, places);
    if (place.bytes > 0) places.push({ ...place, file: `${this.#side}/${place.file}` });
    if (code) this.#code.set(id, [...(this.#code.get(id) ?? []), ...code]);
  }

  addText(
    file: string,
    text: string,
    ids: readonly string[],
    owned: Map<string, Range[]>,
    links: Links = {},
  ): void {
    const bytes = Buffer.from(text);
    let rest = bytes.byteLength;
    for (const id of ids) {
      const ranges = owned.get(id) ?? [];
      const length = ranges.reduce((sum, [start, end]) => sum + end - start, 0);
      rest -= length;
      this.add(
        id,
        { file, ranges, bytes: length },
        ranges.map(([start, end]) => bytes.subarray(start, end)),
      );
    }
    this.#scripts.set(`${this.#side}/${file}`, { ...this.#linksOf(links), glue: rest });
  }

  #linksOf({ imports = [], dynamicImports = [], exports = [] }: Links): Links {
    const named = (files: readonly string[]) => files.map((file) => `${this.#side}/${file}`);
    return {
      ...(imports.length > 0 && { imports: named(imports) }),
      ...(dynamicImports.length > 0 && { dynamicImports: named(dynamicImports) }),
      ...(exports.length > 0 && { exports }),
    };
  }

  finish(): SideModules {
    const hashes = new Map<string, string>();
    for (const [id, parts] of this.#code) if (parts.length > 0) hashes.set(id, hashOf(Buffer.concat(parts)));
    return { places: this.#places, hashes, scripts: this.#scripts };
  }
}

/** The hash that ETags contain. */
export function hashOf(bytes: Uint8Array): string {
  return Bun.hash.wyhash(bytes).toString(16).padStart(16, "0");
}

function locateChunk(
  side: SideOutput,
  chunk: Rolldown.OutputChunk,
  files: ReadonlySet<string>,
  located: Located,
): void {
  const sources = sourceIndex(side.directory, chunk.fileName, chunk.map?.sources ?? []);
  const modules = chunk.moduleIds.map((id) => ({ id, source: sources.get(fileOf(id)) }));
  const owned = moduleRanges({ code: chunk.code, mappings: chunk.map?.mappings ?? "", modules });
  const scripts = chunk.moduleIds.filter((id) => owned.has(id) || !isStyle(id));
  // Its other imports belong to the runtime.
  const links = {
    imports: chunk.imports.filter((file) => files.has(file)),
    dynamicImports: chunk.dynamicImports.filter((file) => files.has(file)),
    exports: chunk.exports,
  };
  located.addText(chunk.fileName, chunk.code, scripts, owned, links);
}

/** A worker, which Vite bundles apart from the rest: only its source map says what is in it. */
function locateScript(
  side: SideOutput,
  script: Rolldown.OutputAsset,
  mapText: string | Uint8Array,
  located: Located,
): void {
  const map: { sources: string[]; mappings: string } = JSON.parse(textOf(mapText));
  const found = [side.workerDirectory, side.directory].map((directory) =>
    sourceIndex(directory, script.fileName, map.sources),
  );
  const sources = found.find((index) => [...index.keys()].some((file) => existsSync(file)));
  if (!sources) return;
  const modules = [...sources].map(([id, source]) => ({
    id,
    source,
  }));
  const code = textOf(script.source);
  const owned = moduleRanges({ code, mappings: map.mappings, modules });
  const ids = modules.map(({ id }) => id);
  located.addText(script.fileName, code, ids, owned);
}

/** An image, a font: the file is the module. */
function locateAsset(
  side: SideOutput,
  asset: Rolldown.OutputAsset,
  idOfFile: ReadonlyMap<string, string>,
  located: Located,
): void {
  const [original] = asset.originalFileNames;
  if (original === undefined || isStyle(asset.fileName)) return;
  const file = normalizePath(resolve(side.root, original));
  const id = idOfFile.get(file) ?? file;
  const bytes = Buffer.from(asset.source);
  located.add(id, { file: asset.fileName, ranges: [[0, bytes.byteLength]], bytes: bytes.byteLength }, [
    bytes,
  ]);
}

function textOf(source: string | Uint8Array): string {
  return Buffer.from(source).toString("utf8");
}

/** The sources of a map by absolute path. */
function sourceIndex(output: string, fileName: string, sources: readonly string[]): Map<string, number> {
  const directory = dirname(resolve(output, fileName));
  return new Map(sources.map((source, index) => [normalizePath(resolve(directory, source)), index]));
}
