import type { EnvironmentModuleNode } from "vite";

/** The part of a module in the server's graph that is needed. */
export type GraphModule = Pick<EnvironmentModuleNode, "file"> & {
  importers: ReadonlySet<GraphModule>;
  importedModules: ReadonlySet<GraphModule>;
};

/** What the name of a file says: pages, layouts and the root reach browsers, server files never do. */
export interface Sides {
  isPage(file: string): boolean;
  isServerFile(file: string): boolean;
}

/**
 * Modules of the development server in which URLs are those of files, because no page that was loaded has them. Later, one
 * may: then the browser has it, too.
 */
export class FileUrlModules<Module extends GraphModule> {
  readonly #modules = new Set<GraphModule>();
  readonly #sides: Sides;

  constructor(sides: Sides) {
    this.#sides = sides;
  }

  add(module: Module): void {
    this.#modules.add(module);
  }

  /**
   * Removes and returns those that a page has, now that a module's imports are known. The others are not looked at: a project
   * has many, and modules are transformed often.
   */
  takeBelow(importer: Module): Module[] {
    if (this.#modules.size === 0 || !this.isForBrowser(importer)) return [];
    const found: GraphModule[] = [];
    const seen = new Set<GraphModule>([importer]);
    // The walk adds to what it walks through.
    for (const module of seen) {
      if (this.#modules.delete(module)) found.push(module);
      for (const imported of module.importedModules) {
        if (!this.#sides.isServerFile(imported.file ?? "")) seen.add(imported);
      }
    }
    return found as Module[];
  }

  /** Whether a module is a page, a layout or the root, or is imported by one, other than by server files. */
  isForBrowser(module: GraphModule, seen = new Set<GraphModule>()): boolean {
    const file = module.file ?? "";
    if (this.#sides.isPage(file)) return true;
    if (seen.has(module) || this.#sides.isServerFile(file)) return false;
    seen.add(module);
    return [...module.importers].some((importer) => this.isForBrowser(importer, seen));
  }
}
