import type { Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { BunsenPluginError } from "../diagnostics/plugin-error.ts";
import { writeTypes } from "../typegen/write-types.ts";
import { Burst } from "../util/burst.ts";

/** Keeps `.bunsen/routes.d.ts` up to date, in dev and in builds. */
export function typesPlugin(context: PluginContext): Plugin {
  let burst: Burst | undefined;
  return {
    name: "bunsen:types",
    configureServer(server) {
      const write = () => {
        try {
          writeTypes(context);
        } catch (error) {
          // A mistake in the pages is shown when one is opened; the last good types stay until it is fixed.
          if (!(error instanceof BunsenPluginError)) throw error;
        }
      };
      write();
      const changed = new Burst(write);
      burst = changed;
      const onChange = (file: string) => {
        if (context.isPageFile(file)) changed.note();
      };
      server.watcher.on("add", onChange);
      server.watcher.on("unlink", onChange);
    },
    closeBundle() {
      burst?.cancel();
    },
    buildApp: { order: "pre", handler: async () => writeTypes(context) },
  };
}
