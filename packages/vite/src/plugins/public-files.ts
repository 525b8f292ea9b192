import { resolve } from "node:path";
import type { Plugin } from "vite";
import { copyPublicFiles } from "../assets/static-files.ts";
import type { BuildState } from "../production/build-state.ts";

/** Puts the files of `public/` beside what the client build made, before other plugins look at it. */
export function publicFilesPlugin(state: BuildState): Plugin {
  return {
    name: "bunsen:public-files",
    apply: "build",
    applyToEnvironment: (environment) => environment.name === "client",
    writeBundle: {
      order: "pre",
      sequential: true,
      async handler(_options, bundle) {
        const { root, build } = this.environment.config;
        await copyPublicFiles(state.publicFiles, resolve(root, build.outDir), new Set(Object.keys(bundle)));
      },
    },
  };
}
