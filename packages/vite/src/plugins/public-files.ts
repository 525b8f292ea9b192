import { resolve } from "node:path";
import type { Plugin } from "vite";
import { copyPublicFiles } from "../assets/static-files.ts";
import type { PluginContext } from "../context/plugin-context.ts";

/** Puts the files of `public/` beside what the client build made, before other plugins look at it. */
export function publicFilesPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:public-files",
    apply: "build",
    applyToEnvironment: (environment) => environment.name === "client",
    writeBundle: {
      order: "pre",
      sequential: true,
      async handler(_options, bundle) {
        const { root, build } = this.environment.config;
        await copyPublicFiles(context.publicFiles, resolve(root, build.outDir), new Set(Object.keys(bundle)));
      },
    },
  };
}
