import type { Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { buildWarnings } from "../diagnostics/build-warnings.ts";
import { importChain } from "../packages/import-chain.ts";
import { lacksAddon } from "../packages/missing-addons.ts";
import { isOptionalFor, packageNameOf, packageOf } from "../packages/package-root.ts";

/**
 * Warns of packages whose native addon was not built: package managers skip install scripts that they were not told to run, and
 * what needs the addon fails only when it is used.
 */
export function missingAddonsPlugin(context: PluginContext): Plugin {
  const warned = new Set<string>();
  const suspects = new Set<string>();
  return {
    name: "bunsen:missing-addons",
    apply: "build",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.config.consumer === "server",
    transform: {
      filter: {
        id: { include: /[\\/]node_modules[\\/].*\.c?js$/, exclude: /\0/ },
        code: /["'](?:bindings|node-gyp-build(?:-optional-packages)?)["']/,
      },
      handler(code, id) {
        if (lacksAddon(code, withoutQuery(id))) suspects.add(id);
      },
    },
    buildEnd() {
      const importersOf = (id: string) => {
        const info = this.getModuleInfo(id);
        return info ? [...info.importers, ...info.dynamicImporters] : [];
      };
      for (const id of suspects) {
        const owner = packageOf(id);
        const others = importersOf(id).filter((importer) => packageNameOf(importer) !== owner?.name);
        const isOptional =
          others.length > 0 && others.every((from) => isOptionalFor(from, owner?.name ?? ""));
        if (!owner || isOptional || warned.has(owner.directory)) continue;
        const chain = importChain(id, importersOf, (file) => context.relative(file));
        if (chain.length === 0) continue;
        warned.add(owner.directory);
        context.config.logger.warn(buildWarnings.addonMissing(owner, chain));
      }
      suspects.clear();
    },
  };
}
