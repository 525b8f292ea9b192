import type { Rolldown } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";

/**
 * The wall inside of packages that Vite prepares for the browser in development, which it bundles apart from the rest. A
 * module that is refused throws when it is loaded: while Vite only looks for packages, it sees server code of pages, too.
 */
export function serverOnlyDependenciesPlugin(context: PluginContext): Rolldown.Plugin {
  return {
    name: "bunsen:server-only-dependencies",
    load: {
      filter: { id: { exclude: /^\0/ } },
      handler(id) {
        const file = context.relative(withoutQuery(id));
        if (!context.isServerFile(file)) return null;
        const { message } = importErrors.notServed(file);
        // CommonJS: its exports are unknown.
        return {
          code: `module.exports = {};\nthrow Error(${JSON.stringify(message)});\n`,
          moduleType: "js",
        };
      },
    },
  };
}
