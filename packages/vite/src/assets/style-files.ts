import type { Rolldown } from "vite";
import { type StyleGraph, type StyleList, splitStyles, stylesBelow } from "./style-order.ts";

/** A chunk with Vite's metadata. */
type Chunk = Rolldown.OutputChunk & { viteMetadata?: { importedCss: Set<string> } };

/** The stylesheets of the client build: which modules are in each, and in which order an entry needs them. */
export class StyleFiles {
  /** Ids of the modules by file; empty with `build.cssCodeSplit: false`. */
  readonly modules = new Map<string, string[]>();
  /** Names of chunks, by style: see `splitStyles`. */
  readonly chunkNames = new Map<string, string>();
  /** By the id of the entry, or of the module that is imported dynamically. */
  readonly #lists = new Map<string, StyleList>();
  readonly #fileOf = new Map<string, string>();
  /** The one file of `build.cssCodeSplit: false`. */
  #common: string | undefined;

  /**
   * Call before chunks are made.
   *
   * @param entries whether they are only imported dynamically, by id
   */
  plan(entries: ReadonlyMap<string, boolean>, graph: StyleGraph): void {
    this.#lists.clear();
    this.chunkNames.clear();
    for (const [id, isLazy] of entries) this.#lists.set(id, { styles: stylesBelow(id, graph), isLazy });
    for (const [id, name] of splitStyles([...this.#lists.values()])) this.chunkNames.set(id, name);
  }

  /** Entries whose styles apply in another order than that of the imports, with two styles that are the wrong way round. */
  *conflicts(): Iterable<{ entry: string; first: string; second: string }> {
    for (const [entry, { styles }] of this.#lists) {
      const files = this.filesOf(entry);
      const applied = files
        .flatMap((file) => this.modules.get(file) ?? [])
        .filter((id) => styles.includes(id));
      const rendered = styles.filter((id) => this.#fileOf.has(id));
      const index = rendered.findIndex((id, at) => applied[at] !== id);
      const [first, second] = [rendered[index], applied[index]];
      if (first !== undefined && second !== undefined) yield { entry, first, second };
    }
  }

  /** Call when Vite has made the stylesheets, and before it removes the chunks that are nothing else. */
  record(bundle: Rolldown.OutputBundle, isStyle: (id: string) => boolean): void {
    this.modules.clear();
    this.#fileOf.clear();
    for (const chunk of chunksOf(bundle)) {
      const [file] = chunk.viteMetadata?.importedCss ?? [];
      if (file === undefined) continue;
      const ids = chunk.moduleIds.filter(isStyle);
      this.modules.set(file, ids);
      for (const id of ids) this.#fileOf.set(id, file);
    }
  }

  /**
   * Tells Vite the order, for the stylesheets that its code loads before a dynamic import. Call when it has removed chunks, and
   * before it writes that code.
   */
  arrange(bundle: Rolldown.OutputBundle, isSplit: boolean): void {
    if (!isSplit) {
      this.#common = Object.values(bundle).find((file) => isCommonStylesheet(file))?.fileName;
      return;
    }
    for (const { viteMetadata, facadeModuleId, moduleIds } of chunksOf(bundle)) {
      if (!viteMetadata) continue;
      const entry = [facadeModuleId ?? "", ...moduleIds].find((id) => this.#lists.has(id));
      viteMetadata.importedCss = new Set(entry === undefined ? [] : this.filesOf(entry));
    }
  }

  /** The stylesheets that an entry, or a module that is imported dynamically, needs, in order. */
  filesOf(id: string): string[] {
    if (this.#common !== undefined) return [this.#common];
    return [
      ...new Set((this.#lists.get(id)?.styles ?? []).flatMap((style) => this.#fileOf.get(style) ?? [])),
    ];
  }
}

function chunksOf(bundle: Rolldown.OutputBundle): Chunk[] {
  return Object.values(bundle).filter((file) => file.type === "chunk");
}

/** Vite's own name for it. */
function isCommonStylesheet(file: Rolldown.OutputChunk | Rolldown.OutputAsset): boolean {
  return file.type === "asset" && file.names.includes("style.css");
}
