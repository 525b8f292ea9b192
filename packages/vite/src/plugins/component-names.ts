import type { Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { nameDefaultExport } from "../page-module/name-default.ts";

/** In development, gives the components of pages, layouts and root names, so that edits keep their state. */
export function componentNamesPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:component-names",
    apply: "serve",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.config.consumer === "client",
    transform: {
      filter: { id: /\.[jt]sx($|\?)/, code: /export\s+default/ },
      handler(code, id) {
        const file = context.relative(id.split("?", 1)[0] ?? id);
        return context.isPage(file) ? nameDefaultExport(code, file) : null;
      },
    },
  };
}
