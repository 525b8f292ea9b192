import type { Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { stripExports } from "../page-module/strip.ts";
import { shipsToBrowser } from "./environments.ts";

/** Exports that only the server reads. */
const SERVER_EXPORTS = ["meta", "Head", "htmlProps", "config"];

/**
 * Removes the server's exports, and what only they use, from the modules that the browser gets. They would
 * leak server code, and an object export beside a component forces React's refresh into full reloads.
 */
export function pageExportsPlugin(context: PluginContext): Plugin[] {
  return [
    {
      name: "bunsen:page-exports",
      enforce: "pre",
      applyToEnvironment: shipsToBrowser,
      transform: {
        filter: { id: /\.[cm]?[jt]sx?($|\?)/ },
        handler(code, id) {
          const file = fileOf(context, id);
          return context.isPage(file) ? stripExports(code, file, SERVER_EXPORTS) : null;
        },
      },
    },
    {
      // After the plugins that turn documents into modules, which have to run before all others.
      name: "bunsen:document-exports",
      applyToEnvironment: shipsToBrowser,
      transform: {
        filter: { id: { exclude: [/\.[cm]?[jt]sx?($|\?)/, /[\0?#]/] } },
        handler(code, id) {
          const file = fileOf(context, id);
          return context.isPage(file) ? stripExports(code, file, SERVER_EXPORTS) : null;
        },
      },
    },
  ];
}

function fileOf(context: PluginContext, id: string): string {
  return context.relative(id.split("?", 1)[0] ?? id);
}
