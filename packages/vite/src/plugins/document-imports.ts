import { readFile } from "node:fs/promises";
import type { Rolldown } from "vite";
import { importsOf } from "../routes/document.ts";

/**
 * Shows the dependency scan what documents import, so that no package is found only when a browser asks for it.
 *
 * @param extensions of documents, such as `.mdx`
 */
export function documentImportsPlugin(extensions: readonly string[]): Rolldown.Plugin {
  return {
    name: "bunsen:document-imports",
    async load(id) {
      if (!extensions.some((extension) => id.endsWith(extension))) return null;
      const imports = importsOf(await readFile(id, "utf8"));
      const code = imports.map((specifier) => `import ${JSON.stringify(specifier)};`).join("\n");
      return { code, moduleType: "js" };
    },
  };
}
