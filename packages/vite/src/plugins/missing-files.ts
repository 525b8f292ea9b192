import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { atImport } from "../source-errors/describe-by-source.ts";

/**
 * In development, Vite asks for a file that is not there by the text of its import, and takes what looks like an asset for one
 * below the root: server code would get a URL of nothing instead of an error.
 */
export function missingFilesPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:missing-files",
    apply: "serve",
    enforce: "pre",
    applyToEnvironment: ({ name }) => name === "ssr",
    load: {
      filter: { id: /^\.{1,2}\// },
      handler(id) {
        if (this.environment.mode !== "dev") return;
        const importers = [...(this.environment.moduleGraph.getModuleById(id)?.importers ?? [])];
        // Others may import a file of their own by the same text.
        const file = importers
          .flatMap((importer) => importer.file ?? [])
          .find((path) => !existsSync(resolve(dirname(path), withoutQuery(id))));
        const error = importErrors.missingFile(id, file === undefined ? "A module" : context.relative(file));
        throw file === undefined ? error : atImport(error, file, id);
      },
    },
  };
}
