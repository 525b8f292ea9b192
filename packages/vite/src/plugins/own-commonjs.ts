import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { type DevEnvironment, normalizePath, type Plugin, type ViteDevServer } from "vite";
import { ssrExportAllKey } from "vite/module-runner";
import { withoutQuery } from "../assets/import-edges.ts";
import { isOfModulePackage, OwnCommonJs } from "../packages/commonjs.ts";
import { MODULES } from "../packages/package-root.ts";

const LOADER = normalizePath(fileURLToPath(new URL("../dev/commonjs-module.js", import.meta.url)));

/**
 * In development, what Vite takes for ES modules although it is CommonJS: the app's own files and those of linked
 * packages. The server's runtime loads them itself; for the browser they are prepared as packages are.
 */
export function ownCommonJsPlugin(): Plugin[] {
  const own = new OwnCommonJs();
  /** Scripts that the runtime has loaded, with those that they require. */
  const loaded = new Map<string, ReadonlySet<string>>();
  return [
    {
      name: "bunsen:own-commonjs",
      apply: "serve",
      enforce: "pre",
      applyToEnvironment: ({ name }) => name === "ssr",
      perEnvironmentWatchChangeDuringDev: true,
      load: {
        filter: { id: { include: /\.c?[jt]s$/, exclude: [/\0/, /[\\/]node_modules[\\/]/] } },
        handler(id) {
          if (!own.has(id)) return null;
          const graph = own.graph(id);
          for (const file of graph) this.addWatchFile(file);
          loaded.set(id, graph);
          return { code: serverModule(id), map: { mappings: "" }, moduleType: "js" };
        },
      },
      watchChange(id) {
        const { cache } = createRequire(import.meta.url);
        for (const graph of loaded.values()) {
          if (graph.has(normalizePath(id))) for (const file of graph) delete cache[file];
        }
      },
    },
    browserPlugin(own),
  ];
}

function serverModule(file: string): string {
  return `import { requireCommonJs } from ${JSON.stringify(`/@fs/${LOADER.replace(/^\//, "")}`)};
const loaded = requireCommonJs(${JSON.stringify(file)}, ${isOfModulePackage(file)});
export default loaded.default;
${ssrExportAllKey}(loaded.named);
`;
}

function browserPlugin(own: OwnCommonJs): Plugin {
  /** Files to the ids under which they are prepared. */
  const prepared = new Map<string, Set<string>>();
  let server: ViteDevServer | undefined;
  return {
    name: "bunsen:own-commonjs-in-browsers",
    apply: "serve",
    enforce: "pre",
    applyToEnvironment: ({ name }) => name === "client",
    configureServer(started) {
      server = started;
    },
    resolveId: {
      filter: { id: /^[.\w@/#~](?!.*[?:])/ },
      async handler(source, importer, options) {
        if (importer === undefined || importer.includes(MODULES) || this.environment.mode !== "dev")
          return null;
        const { depsOptimizer } = this.environment;
        if (!depsOptimizer) return null;
        const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
        if (!resolved || resolved.external || !own.has(resolved.id)) return resolved;
        const graph = own.graph(resolved.id);
        const id = depsOptimizer.getOptimizedDepId(
          depsOptimizer.registerMissingImport(preparedName(resolved.id, graph), resolved.id),
        );
        for (const file of graph) {
          server?.watcher.add(file);
          prepared.set(file, (prepared.get(file) ?? new Set()).add(withoutQuery(id)));
        }
        return { id };
      },
    },
    hotUpdate({ file }) {
      const ids = prepared.get(file);
      if (!ids) return undefined;
      for (const id of ids) invalidateImporters(this.environment, id);
      this.environment.hot.send({ type: "full-reload" });
      return [];
    },
  };
}

/** They name what is prepared, which has another name now. */
function invalidateImporters({ moduleGraph }: DevEnvironment, file: string): void {
  for (const module of moduleGraph.getModulesByFile(file) ?? []) {
    for (const importer of module.importers) moduleGraph.invalidateModule(importer);
  }
}

/** Another one for each content, since what is prepared is kept for the next start. */
function preparedName(file: string, graph: ReadonlySet<string>): string {
  const hash = createHash("sha256");
  for (const part of graph) hash.update(part).update(readFileSync(part));
  return `bunsen-commonjs/${basename(file)}/${hash.digest("hex").slice(0, 12)}`;
}
