import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { encodePath } from "@bunsen/runtime/internal/encode-path";
import type { ErrorRoute, Route } from "@bunsen/runtime/internal/route-table";
import type { PluginContext } from "../../context/plugin-context.ts";
import { BunsenPluginError } from "../../diagnostics/plugin-error.ts";
import { Packages } from "../../manifest/packages.ts";
import { configOf, mergedConfig } from "../../manifest/static-config.ts";
import type { StaticConfig } from "../../manifest/types.ts";
import { type RouteRow, routeRows } from "../../routes/rows.ts";
import { developmentModules } from "../../virtual-modules/sources.ts";
import { developmentVersions } from "../versions.ts";
import { type LastBuild, readLastBuild, type ShippedPage } from "./last-build.ts";
import { cacheSettings, type Setting } from "./settings.ts";

/** What the page shows beside requests. */
export interface AppData {
  /** The name of its package. */
  app: string;
  versions: Record<string, string>;
  /** What is wrong with the pages. */
  problem?: string;
  routes: ShownRoute[];
  build: ShownBuild;
  /** Ids of the generated modules. */
  modules: string[];
}

/** Where the sizes come from: when it was made, or why there are none. */
export type ShownBuild = { at: number } | { problem: string } | { none: true };

/** A line of the route tree. */
export interface ShownRoute extends RouteRow {
  /** Where it is, if its path has no parameters. */
  href?: string;
  cache: Setting[];
  shipped?: ShippedPage;
}

/** Reads the app as it is on disk now. */
export async function appData(context: PluginContext): Promise<AppData> {
  const { config, uncheckedTable, pagesDirectory } = context;
  const { app } = new Packages(config.root);
  const { build, shown } = await lastBuild(resolve(config.root, config.build.outDir), app.directory);
  const readConfig = configReader(config.root);
  const routes = new Map(
    [...uncheckedTable.routes, ...uncheckedTable.errors].map((route) => [route.id, route]),
  );
  return {
    app: app.name,
    versions: developmentVersions(config.root),
    problem: problemOf(context),
    routes: routeRows(uncheckedTable, pagesDirectory).map((row) => {
      const route = row.id === undefined ? undefined : routes.get(row.id);
      if (!route) return { ...row, cache: [] };
      const shipped = build?.pages.get(route.id);
      return {
        ...row,
        href: hrefOf(route, config.base),
        cache: settingsOf(route, readConfig),
        ...(shipped && { shipped }),
      };
    }),
    build: shown,
    modules: developmentModules(context),
  };
}

async function lastBuild(
  directory: string,
  sources: string,
): Promise<{ build: LastBuild | undefined; shown: ShownBuild }> {
  try {
    const build = await readLastBuild(directory, sources);
    return { build, shown: build ? { at: build.at } : { none: true } };
  } catch (error) {
    if (!(error instanceof BunsenPluginError)) throw error;
    return { build: undefined, shown: { problem: error.message } };
  }
}

function problemOf(context: PluginContext): string | undefined {
  try {
    void context.table;
    return undefined;
  } catch (error) {
    if (error instanceof BunsenPluginError) return error.message;
    throw error;
  }
}

function hrefOf(route: Route | ErrorRoute, base: string): string | undefined {
  if (route.kind === "error") return undefined;
  const names = route.segments.map((segment) => (segment.kind === "static" ? segment.value : undefined));
  if (names.includes(undefined)) return undefined;
  return base.slice(0, -1) + encodePath(names.filter((name) => name !== undefined));
}

/** What files say in `config`, each read once. */
function configReader(root: string): (file: string) => StaticConfig {
  const known = new Map<string, StaticConfig>();
  return (file) => {
    const path = join(root, file);
    // The watcher reports a deleted file a moment later.
    const config = known.get(file) ?? (existsSync(path) ? configOf(path) : { values: {} });
    known.set(file, config);
    return config;
  };
}

function settingsOf(route: Route | ErrorRoute, read: (file: string) => StaticConfig): Setting[] {
  if (route.kind === "endpoint") return [];
  return cacheSettings(mergedConfig([...route.wrappers, route], read));
}
