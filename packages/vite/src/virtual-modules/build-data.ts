import { encodePath } from "@bunsen/runtime/internal/encode-path";
import { version as viteVersion } from "vite";
import type { ClientManifest } from "../assets/client-manifest.ts";
import { prefetchSettings } from "../context/options.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { version } from "../util/version.ts";
import type { BuildData } from "./templates.ts";

/** Placeholder of the build id until the output is complete. It has the length of an id, so that source maps stay right. */
export const BUILD_ID_PLACEHOLDER = "__BUNSEN_BUILD__";

/**
 * The plain part of a `ServerBuild`.
 *
 * @param client what the client build produced; `undefined` in development
 */
export function buildData(context: PluginContext, client: ClientManifest | undefined): BuildData {
  const { assetsDirectory } = context;
  const prefetch = prefetchSettings(context.options);
  const isDevelopment = client === undefined;
  return {
    mode: isDevelopment ? "development" : "production",
    base: context.base,
    buildId: isDevelopment ? "development" : BUILD_ID_PLACEHOLDER,
    navigation: context.options.navigation ?? "in-place",
    ...(Object.keys(prefetch).length > 0 && { prefetch }),
    ...(context.options.viewTransitions && { viewTransitions: true }),
    table: context.table,
    assets: client?.assets ?? {},
    ...(client && { lazyStyles: client.lazyStyles }),
    files: client?.files ?? {},
    ...(assetsDirectory && { assetsPrefix: `${encodePath(assetsDirectory.split("/"))}/` }),
    versions: { bunsen: version, vite: viteVersion },
  };
}
