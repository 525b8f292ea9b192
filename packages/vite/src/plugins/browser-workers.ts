import { normalizePath, type Plugin } from "vite";
import { findFileUrls } from "../assets/file-urls.ts";
import type { PluginContext } from "../context/plugin-context.ts";

/** Development: a worker that browser code starts is a file that browsers may ask for, though no module imports it. */
export function browserWorkersPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:browser-workers",
    apply: "serve",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.config.consumer === "client",
    transform: {
      filter: {
        id: { include: /\.[cm]?[jt]sx?$/, exclude: /\0/ },
        code: /\bWorker\b[\s\S]*import\.meta\.url/,
      },
      async handler(code, id) {
        for (const { file, isWorker } of await findFileUrls(code, id)) {
          if (isWorker) context.browserWorkers.add(normalizePath(file));
        }
      },
    },
  };
}
