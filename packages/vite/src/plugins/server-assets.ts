import { basename } from "node:path";
import type { Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import type { BuildState } from "../production/build-state.ts";
import { SERVER_ADDONS, SERVER_FILES } from "../production/server-output.ts";

/**
 * Files that server code knows by their URL belong to what browsers are served. Most of them are there already, because a
 * page imports them, too; the others are added here.
 */
export function serverAssetsPlugin(context: PluginContext, state: BuildState): Plugin {
  return {
    name: "bunsen:server-assets",
    apply: "build",
    applyToEnvironment: (environment) => environment.config.consumer === "server",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
        const scripts = chunks.map((chunk) => chunk.fileName);
        for (const asset of Object.values(bundle)) {
          if (asset.type !== "asset" || isForServer(asset.fileName, scripts)) continue;
          delete bundle[asset.fileName];
          // Styles of pages, and what they refer to, are in the client build.
          if (!chunks.some(({ code }) => code.includes(encodeURI(asset.fileName)))) continue;
          const secret = asset.originalFileNames.find((file) => context.isServerFile(file));
          if (secret !== undefined) throw importErrors.serverFileInBundle(secret, basename(secret));
          state.serverOutput.assets.set(asset.fileName, asset);
        }
      },
    },
  };
}

/** Maps of browser workers are in the client build. */
function isForServer(fileName: string, scripts: readonly string[]): boolean {
  return (
    (fileName.endsWith(".map") && scripts.includes(fileName.slice(0, -".map".length))) ||
    fileName.startsWith(`${SERVER_FILES}/`) ||
    fileName.startsWith(`${SERVER_ADDONS}/`)
  );
}
