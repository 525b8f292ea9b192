import type { EnvironmentModuleNode, HotUpdateOptions, Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { serverEnvironment } from "../dev/app.ts";
import type { DevState } from "../dev/dev-state.ts";
import { isPlainStylesheet } from "./server-styles.ts";

/**
 * After an edit, only the changed modules and their importers are evaluated again on the server: the state of all
 * others survives. The browser then asks for the page's new data and keeps its own state.
 */
export function hotUpdatePlugin(context: PluginContext, dev: DevState): Plugin {
  return {
    name: "bunsen:hot-update",
    hotUpdate: {
      order: "post",
      async handler({ modules, timestamp, server, type, file, read }) {
        // The first environment that is asked.
        if (this.environment.name === "client") {
          if (type === "update") await waitForContent(read);
          // Another page's tabs have nothing to update, and those of this one are told that it is gone.
          if (type === "delete" && context.isPageFile(file)) return [];
          return acceptLinkedStyles(modules);
        }
        if (this.environment.name !== "ssr") return;
        const { moduleGraph, runner } = serverEnvironment(server);
        let stale = new Set<EnvironmentModuleNode>();
        for (const module of modules) {
          if (!isPlainStylesheet(module.id ?? "")) collectImporters(module, stale);
        }
        // A missing file may be what failed, and no module of the graph is that file: start over.
        if (type === "create" && dev.serverFailed) stale = new Set(moduleGraph.idToModuleMap.values());
        dev.serverFailed = false;
        for (const module of stale) {
          moduleGraph.invalidateModule(module, new Set(), timestamp, true);
          const evaluated = module.id ? runner.evaluatedModules.getModuleById(module.id) : undefined;
          if (evaluated) runner.evaluatedModules.invalidateModule(evaluated);
        }
        // Their handlers are of the old code; clients connect to the new one when they come back.
        if ([...stale].some(({ file }) => file === context.absoluteServerFile)) {
          dev.app?.closeWebSockets();
        }
        const inBrowser = server.environments.client?.moduleGraph.getModulesByFile(file) ?? [];
        dev.changes.announce(server, {
          rendersAnew: stale.size > 0,
          // Without an id it is only a file that Tailwind looks through.
          updatesBrowser: [...inBrowser].some(({ id }) => id !== null),
        });
        return [];
      },
    },
  };
}

/**
 * A stylesheet of a link can be replaced, whatever it is. Vite believes that a CSS module cannot, because its importers
 * need the new names; those have a module of their own.
 */
function acceptLinkedStyles(modules: EnvironmentModuleNode[]): void {
  for (const module of modules) if (module.type === "css") module.isSelfAccepting = true;
}

/** An editor that empties a file before it writes it is given the time for that: Vite's `read` waits. */
async function waitForContent(read: HotUpdateOptions["read"]): Promise<void> {
  try {
    await read();
  } catch (error) {
    // Gone again: somebody will tell of that, too.
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}

function collectImporters(module: EnvironmentModuleNode, found: Set<EnvironmentModuleNode>): void {
  if (found.has(module)) return;
  found.add(module);
  for (const importer of module.importers) collectImporters(importer, found);
}
