import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import { normalizePath, type Plugin, type ViteDevServer } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { isForBrowser } from "../dev/browser-files.ts";
import type { DevState } from "../dev/dev-state.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { shipsToBrowser } from "./environments.ts";

/**
 * In development, refuses requests to Vite for files that no browser code imports. Paths have more spellings than one can
 * list (`/vite.config`, `/@id//app/vite.config.ts`, an alias): when a file is loaded, all of them are resolved.
 */
export function unimportedFilesPlugin(context: PluginContext, dev: DevState): Plugin {
  let server: ViteDevServer | undefined;
  return {
    name: "bunsen:unimported-files",
    apply: "serve",
    enforce: "pre",
    applyToEnvironment: shipsToBrowser,
    configureServer(created) {
      server = created;
    },
    load: {
      order: "pre",
      handler(id) {
        const file = normalizePath(withoutQuery(id));
        if (!server || !dev.browserRequests.getStore() || !isAbsolute(file)) return null;
        // A file that is imported is in the graph by now.
        if (this.environment.mode !== "dev" || this.environment.moduleGraph.getModuleById(id)) return null;
        if (existsSync(file) && !isForBrowser(file, context, dev.urlFiles, server)) {
          throw importErrors.notImported(context.relative(file));
        }
        return null;
      },
    },
  };
}
