import { isAbsolute } from "node:path";
import type { Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { LAZY_MODULE, readLazyModule, recordLazyImports } from "../page-module/lazy-imports.ts";
import type { BuildState } from "../production/build-state.ts";

/** Lets a render know which lazy components it contains, so that the HTML has their styles. */
export function lazyStylesPlugin(context: PluginContext, state: BuildState): Plugin[] {
  return [
    {
      name: "bunsen:lazy-styles",
      // After the plugins that make dynamic imports: of globs, and of documents.
      enforce: "post",
      applyToEnvironment: ({ config }) => config.consumer === "server",
      resolveId: {
        filter: { id: /^@bunsen\/runtime\/internal\/lazy$/ },
        // From the app: a linked package has no such dependency.
        handler(source) {
          return this.resolve(source, undefined, { skipSelf: true });
        },
      },
      transform: {
        filter: { code: /\blazy\b|\bimport\s*\(/ },
        async handler(code, id) {
          const module = readLazyModule(code, withoutQuery(id));
          // The runtime's own is made of React's.
          if (module.lazyNames.length > 0 && (await this.resolve(LAZY_MODULE))?.id === id) return undefined;
          const ids = new Map<string, string>();
          for (const { specifier } of module.imports) {
            const resolved = await this.resolve(specifier, id);
            if (!resolved || resolved.external || !isAbsolute(resolved.id)) continue;
            const path = context.relative(withoutQuery(resolved.id));
            if (isStyled(path)) ids.set(specifier, path);
          }
          return recordLazyImports(module, (specifier) => ids.get(specifier));
        },
      },
    },
    {
      name: "bunsen:lazy-modules",
      apply: "build",
      applyToEnvironment: ({ name }) => name === "client",
      generateBundle() {
        for (const id of this.getModuleIds()) {
          if ((this.getModuleInfo(id)?.dynamicImporters.length ?? 0) > 0) state.lazyModules.add(id);
        }
      },
    },
  ];

  /** In development that is known only when a page is rendered. */
  function isStyled(path: string): boolean {
    return context.config.command === "serve" || Object.hasOwn(state.clientManifest.lazyStyles, path);
  }
}
