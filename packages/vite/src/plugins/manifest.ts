import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import type { BuildFacts } from "../manifest/build-facts.ts";
import { type ModuleGraph, readGraph } from "../manifest/graph.ts";
import { isStyle } from "../manifest/styles.ts";

/** The environments of the two sides. */
const BUILT: ReadonlySet<string> = new Set(["client", "ssr"]);

/** Collects facts for the manifest during the build. */
export function manifestPlugin(context: PluginContext, facts: BuildFacts): Plugin {
  /** Environments whose source maps the user does not want. They are used for the manifest and removed. */
  const unwanted = new Set<string>();
  /** By environment, between the bundling and the writing of the output. */
  const graphs = new Map<string, ModuleGraph>();
  return {
    name: "bunsen:manifest",
    apply: "build",
    configEnvironment: {
      order: "post",
      handler(name, { build }) {
        if (build?.sourcemap !== false || !BUILT.has(name)) return null;
        unwanted.add(name);
        return { build: { sourcemap: "hidden" } };
      },
    },
    transform: {
      filter: { id: /\.\w+(?:$|\?)/ },
      handler(code, id) {
        // At this point a style is still a style; Vite then makes a script of it.
        if (this.environment.name === "client" && isStyle(id)) facts.styles.set(id, Buffer.byteLength(code));
      },
    },
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        const { name } = this.environment;
        graphs.set(name, readGraph(this));
        if (name === "ssr") {
          this.emitFile({ type: "asset", fileName: "inspect.js", source: await readInspectModule() });
        }
        if (!unwanted.has(name)) return;
        for (const [path, file] of Object.entries(bundle)) {
          if (!path.endsWith(".map") || file.type !== "asset") continue;
          if (bundle[path.slice(0, -".map".length)]?.type !== "chunk")
            facts.removedMaps.set(path, file.source);
          delete bundle[path];
        }
      },
    },
    writeBundle: {
      order: "post",
      handler(_options, bundle) {
        const { name } = this.environment;
        const { outDir } = this.environment.getTopLevelConfig().build;
        facts.addOutput(
          this.environment,
          outDir,
          graphs.get(name) ?? new Map(),
          Object.values(bundle),
          context.absoluteClientFile,
        );
      },
    },
  };
}

/** `dist/server/inspect.js`: handles `--bunsen-inspect` before anything of the app is loaded. */
async function readInspectModule(): Promise<string> {
  const code = await readFile(new URL("../server-entry/print-manifest.js", import.meta.url), "utf8");
  return code.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
}
