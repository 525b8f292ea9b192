import { resolve } from "node:path";
import type { Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { fileOf } from "../manifest/names.ts";
import { linkedPackages } from "../packages/linked-packages.ts";
import type { BuildState } from "../production/build-state.ts";
import { executablePaths, withSources } from "../production/tailwind-sources.ts";

/** Tells Tailwind where to look for class names besides the app, and where not. */
export function tailwindSourcesPlugin(context: PluginContext, state: BuildState): Plugin {
  return {
    name: "bunsen:tailwind-sources",
    enforce: "pre",
    transform: {
      filter: { id: /\.css(?:$|\?)/ },
      handler(code, id) {
        const { root, build } = context.config;
        const made = [build.outDir, ...executablePaths(state.compileOptions?.outfile ?? "dist/app")];
        const changed = withSources(code, fileOf(id), () => ({
          linked: linkedPackages(root),
          made: made.map((path) => resolve(root, path)),
        }));
        return changed === undefined ? null : { code: changed, map: null };
      },
    },
  };
}
