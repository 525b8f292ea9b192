import type { ViteDevServer } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { hasColours, type Paint, painter } from "../terminal/columns.ts";
import { PAGE_NAME } from "./dashboard/middleware.ts";
import { developmentVersions } from "./versions.ts";

/** Adds to what Vite prints when it is ready (its version, the time it took, the addresses): versions, routes, our page. */
export function extendBanner(server: ViteDevServer, context: PluginContext): void {
  const printUrls = server.printUrls.bind(server);
  server.printUrls = () => {
    printUrls();
    const { logger } = server.config;
    for (const line of bannerLines(server, context, painter(hasColours()))) logger.info(line);
  };
}

function bannerLines(server: ViteDevServer, context: PluginContext, paint: Paint): string[] {
  const { Vite: _, ...versions } = developmentVersions(server.config.root);
  const line = (name: string, text: string) => `  ${paint("green", "➜")}  ${paint("bold", name)}: ${text}`;
  const [address] = [...(server.resolvedUrls?.local ?? []), ...(server.resolvedUrls?.network ?? [])];
  return [
    ...(address === undefined ? [] : [line("DevTools", `${paint("cyan", address + PAGE_NAME)}`)]),
    line("Routes", ` ${countOf(context)}`),
    line("Bunsen", ` ${Object.entries(versions).map(versionText).join(" · ")}`),
  ];
}

/** Without Bunsen's own version, which follows the label of the line. */
function versionText([name, version]: [string, string]): string {
  return name === "Bunsen" ? version : `${name} ${version}`;
}

function countOf({ uncheckedTable: { routes } }: PluginContext): string {
  const pages = routes.filter(({ kind }) => kind === "page").length;
  return `${plural(pages, "page")}, ${plural(routes.length - pages, "endpoint")}`;
}

function plural(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}
