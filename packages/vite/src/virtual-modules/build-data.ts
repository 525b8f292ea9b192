import { encodePath } from "@bunsen/runtime/internal/encode-path";
import { version as viteVersion } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { version } from "../util/version.ts";
import type { BuildData } from "./templates.ts";

/** Stands for the build id until the whole output is known; as long as what replaces it, to keep source maps right. */
export const BUILD_ID_PLACEHOLDER = "__BUNSEN_BUILD__";

/** The plain part of a `ServerBuild`. */
export function buildData(context: PluginContext, isDevelopment: boolean): BuildData {
  const { assetsDirectory } = context;
  const manifest = isDevelopment ? { assets: {}, files: {} } : context.clientManifest;
  return {
    mode: isDevelopment ? "development" : "production",
    base: context.base,
    buildId: isDevelopment ? "development" : BUILD_ID_PLACEHOLDER,
    table: context.table,
    assets: manifest.assets,
    files: manifest.files,
    ...(assetsDirectory && { assetsPrefix: `${encodePath(assetsDirectory.split("/"))}/` }),
    versions: { bunsen: version, vite: viteVersion },
  };
}
