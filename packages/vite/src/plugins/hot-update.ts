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
        // The first environment that Vite calls.
        if (this.environment.name === "client") {
          if (type === "update") await waitForContent(read);
          // Tabs of other pages have nothing to update. Tabs of this page are notified that it was deleted.
          if (type === "delete" && context.isPageFile(file)) return [];
          return acceptLinkedStyles(modules);
        }
        if (this.environment.name !== "ssr") return;
        const { moduleGraph, runner } = serverEnvironment(server);
        let stale = new Set<EnvironmentModuleNode>();
        for (const module of modules) {
          if (!isPlainStylesheet(module.id ?? "")) collectImporters(module, stale);
        }
        // A missing file may be what failed, and no module of the graph is that file: evaluate everything again.
        if (type === "create" && dev.serverFailed) stale = new Set(moduleGraph.idToModuleMap.values());
        dev.serverFailed = false;
        for (const module of stale) {
          moduleGraph.invalidateModule(module, new Set(), timestamp, true);
          const evaluated = module.id ? runner.evaluatedModules.getModuleById(module.id) : undefined;
          if (evaluated) runner.evaluatedModules.invalidateModule(evaluated);
        }
        // Their handlers belong to the old code; clients reconnect to the new one.
        if ([...stale].some(({ file }) => file === context.absoluteServerFile)) {
          dev.app?.closeWebSockets();
        }
        const inBrowser = server.environments.client?.moduleGraph.getModulesByFile(file) ?? [];
        dev.changes.announce(server, {
          rendersAnew: stale.size > 0,
          // A module without an id is only a file that Tailwind scans.
          updatesBrowser: [...inBrowser].some(({ id }) => id !== null),
        });
        return [];
      },
    },
  };
}

/**
 * Every stylesheet of a link can be replaced. Vite believes that a CSS module cannot, because its importers need the new
 * names; but those are in another module.
 */
function acceptLinkedStyles(modules: EnvironmentModuleNode[]): void {
  for (const module of modules) if (module.type === "css") module.isSelfAccepting = true;
}

/** Some editors empty a file before they write it: Vite's `read` waits for the content. */
async function waitForContent(read: HotUpdateOptions["read"]): Promise<void> {
  try {
    await read();
  } catch (error) {
    // The file was deleted meanwhile, which is an event of its own.
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}

function collectImporters(module: EnvironmentModuleNode, found: Set<EnvironmentModuleNode>): void {
  if (found.has(module)) return;
  found.add(module);
  for (const importer of module.importers) collectImporters(importer, found);
}
