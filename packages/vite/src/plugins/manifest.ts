import type { Plugin } from "vite";
import type { PluginContext } from "../context.ts";
import { readGraph } from "../manifest/graph.ts";
import { isStyle } from "../manifest/styles.ts";

/** The environments of the two sides. */
const BUILT: ReadonlySet<string> = new Set(["client", "ssr"]);

/** Notes, while the build goes on, what the manifest says about it. */
export function manifestPlugin(context: PluginContext): Plugin {
  /** Environments whose source maps the user does not want: they say where code is, and go. */
  const unwanted = new Set<string>();
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
        if (this.environment.name === "client" && isStyle(id))
          context.buildFacts.styles.set(id, Buffer.byteLength(code));
      },
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const { name } = this.environment;
        context.buildFacts.addGraph(name, readGraph(this));
        if (!unwanted.has(name)) return;
        for (const [path, file] of Object.entries(bundle)) {
          if (!path.endsWith(".map") || file.type !== "asset") continue;
          context.buildFacts.removedMaps.set(path, file.source);
          delete bundle[path];
        }
      },
    },
  };
}
