import type { Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { dependencyEntries } from "../dev/dependency-entries.ts";
import { isServerName } from "../routes/server-name.ts";

/** In development, makes Vite scan only files that may import packages to prepare. */
export function dependencyEntriesPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:dependency-entries",
    apply: "serve",
    configResolved(config) {
      const { client } = config.environments;
      const every = `${context.pagesDirectory}/**/*.{tsx,jsx}`;
      const { entries } = client?.optimizeDeps ?? {};
      if (!client || !Array.isArray(entries) || !entries.includes(every)) return;
      const isPage = (file: string) => /\.[jt]sx$/.test(file) && !isServerName(file);
      const found = dependencyEntries(
        context.absolutePagesDirectory,
        isPage,
        client.optimizeDeps.include ?? [],
      );
      entries.splice(entries.indexOf(every), 1, ...found.map((file) => escapeGlob(context.relative(file))));
    },
  };
}

function escapeGlob(path: string): string {
  return path.replace(/[\\()[\]{}!*?@+|]/g, "\\$&");
}
