import type { Rolldown } from "vite";

/** Who imports whom on one side, by the bundler's ids. */
export type ModuleGraph = ReadonlyMap<string, GraphNode>;

interface GraphNode {
  imports: readonly string[];
  dynamicImports: readonly string[];
  /** Names, such as `default`. */
  exports: readonly string[];
}

/** Reads the bundler's graph, while it is still available. */
export function readGraph(
  context: Pick<Rolldown.PluginContext, "getModuleIds" | "getModuleInfo">,
): ModuleGraph {
  const graph = new Map<string, GraphNode>();
  for (const id of context.getModuleIds()) {
    const info = context.getModuleInfo(id);
    if (!info) continue;
    const { importedIds: imports, dynamicallyImportedIds: dynamicImports, exports } = info;
    graph.set(id, { imports, dynamicImports, exports });
  }
  return graph;
}

/** Importers of a module that are in the build. */
export interface Importers {
  all: Set<string>;
  /** Those that import it with `import()`. */
  dynamic: Set<string>;
}

/**
 * Who imports each module. A module without code in the build, such as a file that only re-exports, is replaced by its
 * importers.
 *
 * @param isInBuild by the bundler's id
 */
export function importersOf(graph: ModuleGraph, isInBuild: (id: string) => boolean): Map<string, Importers> {
  const importers = new Map<string, Importers>();
  const note = (importer: string, target: string, isDynamic: boolean): void => {
    const found = importers.get(target) ?? { all: new Set(), dynamic: new Set() };
    importers.set(target, found);
    found.all.add(importer);
    if (isDynamic) found.dynamic.add(importer);
  };
  for (const [id, { imports, dynamicImports }] of graph) {
    if (!isInBuild(id)) continue;
    for (const target of through(graph, imports, isInBuild)) note(id, target, false);
    for (const target of through(graph, dynamicImports, isInBuild)) note(id, target, true);
  }
  return importers;
}

/** What a module of the build imports there; a module without code is replaced by what it imports. */
export function importsOf(graph: ModuleGraph, id: string, isInBuild: (id: string) => boolean): string[] {
  const { imports = [], dynamicImports = [] } = graph.get(id) ?? {};
  return [...through(graph, [...imports, ...dynamicImports], isInBuild)].filter(isInBuild);
}

/** The first modules in the build along the given imports. */
function through(
  graph: ModuleGraph,
  imports: readonly string[],
  isInBuild: (id: string) => boolean,
): Set<string> {
  const found = new Set<string>();
  const isEnd = (id: string) => isInBuild(id) || !graph.has(id);
  for (const id of walk(graph, imports, (id) => !isEnd(id))) if (isEnd(id)) found.add(id);
  return found;
}

/** Every module that is loaded with one of the given ones, itself included. */
export function reachableFrom(graph: ModuleGraph, start: readonly string[]): Set<string> {
  return walk(graph, start, () => true);
}

/** Modules and what they import, as long as `goesOn` is true for the importer. */
function walk(graph: ModuleGraph, start: readonly string[], goesOn: (id: string) => boolean): Set<string> {
  const seen = new Set<string>();
  const waiting = [...start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = graph.get(id);
    if (node && goesOn(id)) waiting.push(...node.imports, ...node.dynamicImports);
  }
  return seen;
}
