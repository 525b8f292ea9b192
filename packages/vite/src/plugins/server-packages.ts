import type { Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { importChain } from "../packages/import-chain.ts";
import { isOptionalFor, nameOf, whyUnresolved } from "../packages/package-root.ts";
import type { ServerPackages } from "../packages/server-packages.ts";
import { atImport } from "../source-errors/describe-by-source.ts";

/** Expressions of modules that look for files near them. */
const LOOKS_AROUND =
  /\b__dirname\b|\b__filename\b|\bimport\.meta\.(?:url|dir|path|file)|["'](?:bindings|node-gyp-build)["']/;

/** A path that a module makes of another file of its package, to start it or to read it. */
const RESOLVES = /\brequire\.resolve\(\s*["']\.{1,2}\//;

/** Keeps packages out of the server's bundle that work only as files, and says what cannot be resolved. */
export function serverPackagesPlugin(context: PluginContext, serverPackages: ServerPackages): Plugin {
  return {
    name: "bunsen:server-packages",
    apply: "build",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.config.consumer === "server",
    resolveId: {
      filter: { id: /^[@\w]/ },
      async handler(source, importer, options) {
        if (!serverPackages.mayBe(source) && nameOf(source) === source) return null;
        const resolved = await this.resolve(source, importer, { ...options, skipSelf: true }).catch(
          (error) => {
            // Vite says which part a package does not have, but not which module imports it.
            throw importer === undefined ? error : unresolved(context, source, importer);
          },
        );
        const place = resolved && serverPackages.enter(resolved.id);
        return place ? { id: place, external: true } : resolved;
      },
    },
    transform: {
      filter: {
        id: { include: /[\\/]node_modules[\\/]/, exclude: /\0/ },
        code: { include: [LOOKS_AROUND, RESOLVES] },
      },
      handler(code, id) {
        serverPackages.suspects.add(withoutQuery(id));
        if (RESOLVES.test(code)) serverPackages.resolving.add(withoutQuery(id));
      },
    },
    buildEnd() {
      const importersOf = (id: string) => {
        const info = this.getModuleInfo(id);
        return info ? [...info.importers, ...info.dynamicImporters] : [];
      };
      for (const id of serverPackages.suspects) {
        const chain = importChain(id, importersOf, (file) => context.relative(file));
        // The build of a worker does not know the modules of the other builds.
        if (chain.length > 0) serverPackages.chains.set(id, chain);
      }
    },
    onLog(_level, { code, id, exporter }) {
      if (code !== "UNRESOLVED_IMPORT" || id === undefined || exporter === undefined) return;
      if (isOptionalFor(id, exporter)) return false;
      throw unresolved(context, exporter, id);
    },
  };
}

function unresolved(context: PluginContext, specifier: string, importer: string): Error {
  const error = importErrors.unresolved(
    specifier,
    context.relative(importer),
    whyUnresolved(specifier, importer),
  );
  return atImport(error, importer, specifier);
}
