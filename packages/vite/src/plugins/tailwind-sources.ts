import { resolve } from "node:path";
import type { Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { fileOf } from "../manifest/names.ts";
import type { BuildState } from "../production/build-state.ts";
import { executablePaths, withoutOutput } from "../production/tailwind-sources.ts";

/** Keeps Tailwind from looking for class names in the output of earlier builds. */
export function tailwindSourcesPlugin(context: PluginContext, state: BuildState): Plugin {
  return {
    name: "bunsen:tailwind-sources",
    enforce: "pre",
    transform: {
      filter: { id: /\.css(?:$|\?)/ },
      handler(code, id) {
        const { root, build } = context.config;
        const made = [build.outDir, ...executablePaths(state.compileOptions?.outfile ?? "dist/app")];
        const changed = withoutOutput(
          code,
          fileOf(id),
          made.map((path) => resolve(root, path)),
        );
        return changed === undefined ? null : { code: changed, map: null };
      },
    },
  };
}
