import { extname } from "node:path";
import {
  type DevEnvironment,
  type EnvironmentModuleNode,
  type HotUpdateOptions,
  isCSSRequest,
  type Plugin,
  type ResolvedConfig,
  type ViteDevServer,
} from "vite";
import { DATA_EXTENSIONS } from "../assets/data-module.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { serverEnvironment } from "../dev/app.ts";
import type { DevState } from "../dev/dev-state.ts";
import { rejectedModules } from "../dev/rejected-modules.ts";
import { isPlainStylesheet } from "./server-styles.ts";

/**
 * After an edit, only the changed modules and their importers are evaluated again on the server: the state of all
 * others survives. The browser then asks for the page's new data and keeps its own state.
 *
 * What has failed is tried again after every save, because the cause may be in no module: a package that was installed
 * meanwhile, or a file that now exists.
 */
export function hotUpdatePlugin(context: PluginContext, dev: DevState): Plugin {
  return {
    name: "bunsen:hot-update",
    hotUpdate: {
      order: "post",
      async handler(options) {
        const { modules, timestamp, server, type, file, read } = options;
        const isSave = isSaveOf(options, dev);
        // The first environment that Vite calls.
        if (this.environment.name === "client") {
          if (!isSave) return modules.filter((module) => !dev.failures.hasModule(module));
          if (type === "update") await waitForContent(read);
          // Tabs of other pages have nothing to update. Tabs of this page are notified that it was deleted.
          if (type === "delete" && context.isPageFile(file)) return [];
          const sound = modules.filter((module) => module.file === file || !dev.failures.hasModule(module));
          const changed = await dev.sentStyles.onlyChanged(this.environment, sound);
          acceptLinkedStyles(changed);
          return [...new Set([...changed, ...dev.failures.modulesToUpdate()])];
        }
        if (this.environment.name !== "ssr") return;
        if (!isSave || restartForPackages(server, dev)) return [];
        const { moduleGraph, runner } = serverEnvironment(server);
        const edited = new Set<EnvironmentModuleNode>();
        for (const module of modules) {
          if (!isPlainStylesheet(module.id ?? "")) collectImporters(module, edited);
        }
        const rejected = rejectedModules(runner);
        for (const module of edited) {
          moduleGraph.invalidateModule(module, new Set(), timestamp, true);
          const evaluated = module.id ? runner.evaluatedModules.getModuleById(module.id) : undefined;
          if (evaluated) runner.evaluatedModules.invalidateModule(evaluated);
        }
        for (const evaluated of rejected) {
          // Without a time stamp, which the URLs of assets would have on the server only.
          const module = moduleGraph.getModuleById(evaluated.id);
          if (module) moduleGraph.invalidateModule(module);
          runner.evaluatedModules.invalidateModule(evaluated);
        }
        // Their handlers belong to the old code; clients reconnect to the new one.
        if ([...edited].some(({ file }) => file === context.absoluteServerFile)) {
          dev.app?.closeWebSockets();
        }
        dev.changes.announce(server, {
          rendersAnew: edited.size > 0 || rejected.length > 0 || dev.failures.hasRequests,
          updatesBrowser: hasModuleOf(server.environments.client, file),
        });
        dev.failures.forgetRequests();
        return [];
      },
    },
  };
}

/** @returns whether the server is restarted, which loads all tabs again */
function restartForPackages(server: ViteDevServer, { failures }: DevState): boolean {
  const [name] = failures.missingPackages.installed();
  if (name === undefined) return false;
  const { logger } = server.config;
  logger.info(`The package ${name} is installed now: restarting the server.`, { timestamp: true });
  server.restart().catch((error: unknown) => {
    logger.error(`The server cannot be restarted: ${String(error)}`);
  });
  return true;
}

const SCRIPT = /\.(?:[cm]?[jt]sx?|json5?|mdx?)$/;

function isImportable(file: string, { assetsInclude }: ResolvedConfig): boolean {
  const extension = extname(file).slice(1).toLowerCase();
  return (
    SCRIPT.test(file) || isCSSRequest(file) || DATA_EXTENSIONS.includes(extension) || assetsInclude(file)
  );
}

/** Whether a graph has a module of a file. One without an id is only a file that Tailwind scans. */
function hasModuleOf(environment: DevEnvironment | undefined, file: string): boolean {
  return [...(environment?.moduleGraph.getModulesByFile(file) ?? [])].some(({ id }) => id !== null);
}

/** Whether a change is one of the app's code, and not of a log or a database that lies beside it. */
function isSaveOf({ file, type, modules, server }: HotUpdateOptions, { failures }: DevState): boolean {
  const isModule = Object.values(server.environments).some((environment) => hasModuleOf(environment, file));
  // A glob may match a new file. Vite also lists each module whose imports lead nowhere, whatever file is new.
  const isMatched = modules.some(({ transformResult }) => transformResult !== null);
  return (
    isModule ||
    isMatched ||
    (type === "create" && failures.canBeFixedBy(file, isImportable(file, server.config)))
  );
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
