import type { EnvironmentModuleNode, Plugin } from "vite";
import type { PluginContext } from "../context.ts";
import { serverEnvironment } from "../dev/app.ts";

/**
 * After an edit, only the changed modules and their importers are evaluated again on the server: the state of all
 * others survives. The browser then asks for the page's new data and keeps its own state.
 */
export function hotUpdatePlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:hot-update",
    hotUpdate: {
      order: "post",
      handler({ modules, timestamp, server, type }) {
        if (this.environment.name !== "ssr") return;
        const { moduleGraph, runner } = serverEnvironment(server);
        let stale = new Set<EnvironmentModuleNode>();
        // Tailwind makes every file it scans a dependency of the stylesheet, which is no reason to render again.
        for (const module of modules) if (module.type !== "css") collectImporters(module, stale);
        // A missing file may be what failed, and no module of the graph is that file: start over.
        if (type === "create" && context.serverFailed) stale = new Set(moduleGraph.idToModuleMap.values());
        context.serverFailed = false;
        for (const module of stale) {
          moduleGraph.invalidateModule(module, new Set(), timestamp, true);
          const evaluated = module.id ? runner.evaluatedModules.getModuleById(module.id) : undefined;
          if (evaluated) runner.evaluatedModules.invalidateModule(evaluated);
        }
        // Their handlers are of the old code; clients connect to the new one when they come back.
        if ([...stale].some(({ file }) => file === context.absoluteServerFile)) {
          context.developmentApp?.closeWebSockets();
        }
        context.changes.announce(server, stale.size > 0);
        return [];
      },
    },
  };
}

function collectImporters(module: EnvironmentModuleNode, found: Set<EnvironmentModuleNode>): void {
  if (found.has(module)) return;
  found.add(module);
  for (const importer of module.importers) collectImporters(importer, found);
}
