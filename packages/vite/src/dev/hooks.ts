import type { DevelopmentHooks } from "@bunsen/runtime/internal/server-build";
import type { ViteDevServer } from "vite";
import { publicFileIndex } from "../assets/public-index.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { isServerName } from "../routes/server-name.ts";
import { clientEntryId, developmentUrl, VIRTUAL } from "../routes/virtual-ids.ts";
import type { DevState } from "./dev-state.ts";
import { overlayPayload } from "./overlay.ts";
import { policyReportPath } from "./policy-reports.ts";
import { routeHint } from "./route-hint.ts";
import { stylesheets } from "./styles.ts";

/** What the app needs from the development server. */
export function developmentHooks(
  context: PluginContext,
  dev: DevState,
  server: ViteDevServer,
): DevelopmentHooks {
  const { base } = context.config;
  const script = (id: string, attributes = "") =>
    `<script type="module" async${attributes} src="${developmentUrl(base, id)}"></script>`;
  const recovery = () =>
    script(VIRTUAL.recovery, ` id="__bunsen_change" data-change="${dev.changes.ofThisRequest}"`);
  return {
    files: publicFileIndex(context.publicLocation, () => context.uncheckedTable.routes, "no-cache"),
    pageAssets(routeId, files) {
      const styles = stylesheets(server, files).join("");
      return {
        head: `<script type="module" src="${base}@vite/client"></script>${recovery()}${styles}`,
        preload: "",
        body: script(clientEntryId(routeId), pageAttributes(routeId, files)),
      };
    },
    stylesheets: (modules) => stylesheets(server, modules),
    policyReports: policyReportPath(base),
    requestFailed(error) {
      dev.failures.addRequest(error);
    },
    routeHint: (path) => routeHint(context, path),
    // In the failing page itself, not over Vite's socket: that would cover every open tab, or the next one that is opened.
    recovery,
    errorOverlay(error) {
      const data = JSON.stringify(overlayPayload(error, context.config.root)).replaceAll("<", "\\u003c");
      return `<script type="application/json" id="__bunsen_error">${data}</script>${recovery()}`;
    },
  };
}

/** Data about the page on the script that hydrates it: its route, and the modules that it is rendered with. */
function pageAttributes(routeId: string, files: readonly string[]): string {
  const components = files.filter((file) => !isServerName(file)).join(" ");
  return ` id="__bunsen_page" data-page="${Bun.escapeHTML(routeId)}" data-components="${Bun.escapeHTML(components)}"`;
}
