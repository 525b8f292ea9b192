import type { Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import type { BuildState } from "../production/build-state.ts";
import { VIRTUAL } from "../routes/virtual-ids.ts";
import { virtualSource } from "../virtual-modules/sources.ts";

/** Turns the route table into modules; nothing is written beside the user's files. */
export function virtualModulesPlugin(context: PluginContext, state: BuildState): Plugin {
  return {
    name: "bunsen:virtual-modules",
    resolveId: {
      filter: { id: /^(virtual:bunsen\/|\.\/prerendered\.js$)/ },
      handler(id, importer) {
        if (id.startsWith("virtual:")) return `\0${id}`;
        // Written after the bundle, which renders the pages.
        return importer === `\0${VIRTUAL.app}` ? { id, external: true } : null;
      },
    },
    load: {
      filter: { id: /^\0virtual:bunsen\// },
      handler(resolved) {
        return virtualSource(context, resolved.slice(1), this.environment.config.consumer, state);
      },
    },
  };
}
