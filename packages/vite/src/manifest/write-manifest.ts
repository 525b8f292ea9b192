import { join, resolve } from "node:path";
import type { RouteTable } from "@bunsen/runtime/internal/route-table";
import type { StaticFile } from "@bunsen/runtime/internal/server-build";
import { normalizePath, rolldownVersion, version as viteVersion } from "vite";
import type { PublicFile } from "../assets/public-files.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { routeFinder } from "../routes/find-route.ts";
import { version } from "../util/version.ts";
import type { BuildFacts } from "./build-facts.ts";
import { copiedPackages } from "./copied-packages.ts";
import { listFiles } from "./files.ts";
import { type LocatedSide, listPackages } from "./modules.ts";
import { ModuleNames } from "./names.ts";
import { Packages } from "./packages.ts";
import { resolvePlaces } from "./places.ts";
import { listRoutes } from "./routes.ts";
import { locateModules } from "./side.ts";
import { configOf } from "./static-config.ts";
import { MANIFEST_FORMAT, MANIFEST_VERSION, type Manifest } from "./types.ts";

/** The file of a build that says what is in it. Nothing serves it. */
export const MANIFEST_FILE = "bunsen.json";

/** A build that is complete but for its manifest. */
export interface FinishedBuild {
  /** Absolute. */
  directory: string;
  facts: BuildFacts;
  /** Files for browsers, by canonical URL path. */
  clientFiles: Record<string, StaticFile>;
  /** Those of them that come from `public/`. */
  publicFiles: readonly PublicFile[];
  /** Prerendered pages, by canonical URL path. */
  prerendered: Record<string, StaticFile>;
}

/** Describes a finished build and writes the description into it. */
export async function writeManifest(context: PluginContext, build: FinishedBuild): Promise<Manifest> {
  const manifest = describeBuild(context, build);
  await Bun.write(join(build.directory, MANIFEST_FILE), `${JSON.stringify(manifest)}\n`);
  return manifest;
}

function describeBuild(context: PluginContext, build: FinishedBuild): Manifest {
  const { directory, facts, prerendered } = build;
  const { root, base } = context.config;
  const packages = new Packages(root);
  const names = new ModuleNames(packages, root);
  const sides: LocatedSide[] = facts.sides.map((output) => {
    return { side: output.side, graph: output.graph, located: locateModules(output) };
  });
  const files = listFiles({
    directory,
    client: build.clientFiles,
    prerendered,
    published: new Set(build.publicFiles.map(({ segments }) => segments.join("/"))),
    scripts: new Map(sides.flatMap(({ located }) => [...located.scripts])),
  });
  const listed = resolvePlaces(listPackages(sides, names, copiedPackages(directory)), files);
  return {
    format: MANIFEST_FORMAT,
    formatVersion: MANIFEST_VERSION,
    buildId: facts.buildId,
    app: names.app,
    base,
    pagesDirectory: context.pagesDirectory,
    versions: {
      bunsen: version,
      bun: process.versions.bun ?? "",
      vite: viteVersion,
      rolldown: rolldownVersion,
      ...versionsOf(listed, ["react", "react-dom"]),
    },
    packages: listed,
    files,
    routes: listRoutes({
      table: context.table,
      idOf: (file) => normalizePath(resolve(root, file)),
      names,
      sides,
      pages: facts.pages,
      markup: facts.markup,
      files,
      configOf: (file) => configOf(join(root, file)),
      prerendered: prerenderedByRoute(context.table, prerendered),
    }),
  };
}

function versionsOf(packages: Manifest["packages"], names: readonly string[]): Record<string, string> {
  const found = packages.filter(({ name }) => names.includes(name));
  return Object.fromEntries(found.map(({ name, version }) => [name, version]));
}

function prerenderedByRoute(
  table: RouteTable,
  prerendered: Record<string, StaticFile>,
): Map<string, string[]> {
  const routeOf = routeFinder(table.routes);
  const paths = new Map<string, string[]>();
  for (const [url, { path }] of Object.entries(prerendered)) {
    const id = routeOf(url)?.id;
    if (id !== undefined) paths.set(id, [...(paths.get(id) ?? []), `prerendered/${path}`]);
  }
  return paths;
}
