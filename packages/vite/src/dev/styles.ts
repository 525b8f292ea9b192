import { join } from "node:path";
import {
  type DevEnvironment,
  type EnvironmentModuleNode,
  isCSSRequest,
  normalizePath,
  type ViteDevServer,
} from "vite";

/**
 * Links, each as HTML, to every stylesheet that the given modules reach in the server's graph, so that the first paint has its
 * styles. Vite's client finds the links by their `data-vite-dev-id` and leaves them alone.
 */
export function stylesheets(server: ViteDevServer, files: readonly string[]): string[] {
  const graph = server.environments.ssr?.moduleGraph;
  if (!graph) return [];
  const found = new Map<string, EnvironmentModuleNode>();
  const seen = new Set<EnvironmentModuleNode>();
  const visit = (module: EnvironmentModuleNode): void => {
    if (seen.has(module)) return;
    seen.add(module);
    if (isCSSRequest(module.url) && module.id) found.set(module.id, module);
    for (const imported of staticImports(graph, module)) visit(imported);
  };
  for (const file of files) {
    for (const module of graph.getModulesByFile(normalizePath(join(server.config.root, file))) ?? [])
      visit(module);
  }
  return [...found.values()].map((module) => link(server.config.base, module));
}

/** In the order of the text. Vite has that order only for static and dynamic imports together. */
function staticImports(
  graph: DevEnvironment["moduleGraph"],
  { transformResult, importedModules }: EnvironmentModuleNode,
): EnvironmentModuleNode[] {
  const found = (transformResult?.deps ?? []).flatMap(
    (url) => graph.urlToModuleMap.get(url) ?? graph.idToModuleMap.get(url) ?? [],
  );
  const order = [...importedModules];
  return found.sort((one, other) => order.indexOf(one) - order.indexOf(other));
}

function link(base: string, module: EnvironmentModuleNode): string {
  const href = Bun.escapeHTML(base + encodeURI(module.url).replace(/^\//, ""));
  return `<link rel="stylesheet" href="${href}" data-vite-dev-id="${Bun.escapeHTML(module.id ?? "")}">`;
}
