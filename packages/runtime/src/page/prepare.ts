import type { ComponentType } from "react";
import type { PageConfig } from "../api/config.ts";
import type { MetaFields } from "../api/page-meta.ts";
import type { HeadProps, HtmlAttributes, PageServer } from "../api/types.ts";
import type { ModulePair, RenderedRoute } from "../contract/route-table.ts";
import type { ModuleNamespace, ServerBuild } from "../contract/server-build.ts";
import { errors } from "../diagnostics/errors.ts";
import { logEvents, warnOnce } from "../diagnostics/log-events.ts";
import { type PageCaching, pageCaching } from "./cached/caching.ts";
import { mergeConfigs } from "./config.ts";
import { checkComponent, checkPageExports, mistakenExports } from "./page-exports.ts";
import type { PageComponent } from "./tree.ts";

/** A value, or a function that makes it for a request. */
type ForRequest<Value> = Value | ((props: HeadProps) => Value | Promise<Value>);

/** Root, a layout, or the page itself: what its two modules export. */
export interface PageLevel {
  file: string;
  /** How many levels are around it. */
  depth: number;
  component: PageComponent | undefined;
  serverFile: string | undefined;
  server: PageServer | undefined;
  /** No level around it has a server function. */
  isFirstServer: boolean;
  meta: ForRequest<MetaFields> | undefined;
  Head: ComponentType<HeadProps> | undefined;
  htmlProps: ForRequest<HtmlAttributes> | undefined;
}

/** A page ready to be rendered: its modules are loaded and checked. */
export interface PreparedPage {
  route: RenderedRoute;
  /** Root first, the page last. */
  levels: PageLevel[];
  components: PageComponent[];
  config: PageConfig;
  /** `undefined` if the config rules caching out. */
  caching: PageCaching | undefined;
  /** Whether a server function exists on any level. */
  hasServerFunctions: boolean;
}

/** Loads a page's modules; synchronous if all of them are. */
export function preparePage(build: ServerBuild, route: RenderedRoute): PreparedPage | Promise<PreparedPage> {
  const pairs: ModulePair[] = [...route.wrappers, route];
  const loaded = pairs.flatMap((pair) => [loadModule(build, pair.file), loadModule(build, pair.server)]);
  if (loaded.some((module) => module instanceof Promise)) {
    return Promise.all(loaded).then((modules) => assemble(build, route, pairs, modules));
  }
  return assemble(build, route, pairs, loaded as (ModuleNamespace | undefined)[]);
}

function loadModule(build: ServerBuild, file: string | undefined) {
  return file === undefined ? undefined : build.modules[file]?.();
}

function assemble(
  { mode }: ServerBuild,
  route: RenderedRoute,
  pairs: ModulePair[],
  modules: (ModuleNamespace | undefined)[],
): PreparedPage {
  const firstServer = pairs.findIndex((pair) => pair.server !== undefined);
  const levels = pairs.map((pair, index) => ({
    ...prepareLevel(pair, mode === "development", modules[index * 2], modules[index * 2 + 1]),
    depth: index,
    isFirstServer: index === firstServer,
  }));
  const components = levels.flatMap((level) => level.component ?? []);
  const configs = pairs.map(({ file = "" }, index) => ({ file, config: modules[index * 2]?.config }));
  const config = mergeConfigs(configs);
  return {
    route,
    levels,
    components,
    config,
    caching: pageCaching(config),
    hasServerFunctions: levels.some((level) => level.server !== undefined),
  };
}

function prepareLevel(
  pair: ModulePair,
  isDevelopment: boolean,
  module: ModuleNamespace = {},
  companion?: ModuleNamespace,
): Omit<PageLevel, "depth" | "isFirstServer"> {
  const component = module.default as PageComponent | undefined;
  if (pair.file !== undefined) {
    if (component === undefined) throw errors.noDefaultExport(pair.file);
    const names = Object.keys(module);
    checkPageExports(pair.file, names);
    checkComponent(pair.file, Object(component));
    // The build says it of what it builds.
    if (isDevelopment) {
      for (const { name, meant } of mistakenExports(names)) {
        warnOnce(logEvents.mistakenExport(pair.file, name, meant));
      }
    }
  }
  const server = (companion?.default ?? companion?.server) as PageServer | undefined;
  if (pair.server !== undefined && typeof server !== "function") {
    throw errors.notAServerFunction(pair.server);
  }
  return {
    file: pair.file ?? pair.server ?? "",
    component,
    serverFile: pair.server,
    server,
    meta: module.meta as PageLevel["meta"],
    Head: module.Head as PageLevel["Head"],
    htmlProps: module.htmlProps as PageLevel["htmlProps"],
  };
}
