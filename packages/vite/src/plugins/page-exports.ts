import type { Plugin } from "vite";
import type { PluginContext } from "../context.ts";
import { stripExports } from "../page-module/strip.ts";

/** Exports that only the server reads. */
const SERVER_EXPORTS = ["meta", "Head", "htmlProps", "config"];

/**
 * Takes the server's exports, and whatever only they use, out of the modules that the browser gets. They would
 * leak server code, and an object export beside a component forces React's refresh into full reloads.
 */
export function pageExportsPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:page-exports",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.config.consumer === "client",
    transform: {
      filter: { id: /\.[cm]?[jt]sx?($|\?)/ },
      handler(code, id) {
        const file = context.relative(id.split("?", 1)[0] ?? id);
        return isPageFile(context, file) ? stripExports(code, file, SERVER_EXPORTS) : null;
      },
    },
  };
}

/** Whether a file is the component of a page, a layout or the root; relative to Vite's root. */
export function isPageFile(context: PluginContext, file: string): boolean {
  if (!file.startsWith(`${context.pagesDirectory}/`)) return false;
  const { routes, errors } = context.uncheckedTable;
  return [...routes, ...errors].some(
    (route) => route.kind !== "endpoint" && [...route.wrappers, route].some((pair) => pair.file === file),
  );
}
