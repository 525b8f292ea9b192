import { relative, resolve } from "node:path";
import type { RouteTable } from "@bunsen/runtime/internal/route-table";
import { createBuilder, type InlineConfig, type ViteBuilder } from "vite";
import type { CompileOptions } from "../context/compile-options.ts";
import { configErrors } from "../diagnostics/config-errors.ts";
import { readArtefact, readBuildManifest } from "../inspect/read.ts";
import type { Manifest } from "../manifest/types.ts";
import { BUILD_APP_PLUGIN, type BuildApi } from "../plugins/build-app.ts";
import type { OutputFile } from "../production/output-files.ts";

/**
 * Builds an app, as `bunsen build` does.
 *
 * @param config Vite's; `root` is the directory of the app's own `vite.config`
 * @returns every file that was written, by path: with its kind, its size and the hash of its content
 * @throws {BunsenPluginError} if the config has no `bunsen()`, and for every error of the build
 */
export async function build(config: InlineConfig = {}): Promise<OutputFile[]> {
  const { builder, api } = await prepare(config);
  await builder.buildApp();
  return api.outputFiles();
}

/**
 * Builds an app and makes executables of it, as `bunsen compile` does.
 *
 * @param options override those of `bunsen({ compile })`
 * @returns every file that was written, by path, executables included
 * @throws {BunsenPluginError} if the config has no `bunsen()`, and for every error of the build
 */
export async function compile(
  options: CompileOptions = {},
  config: InlineConfig = {},
): Promise<OutputFile[]> {
  const { builder, api } = await prepare(config);
  api.requestCompile(options);
  await builder.buildApp();
  return api.outputFiles();
}

/**
 * Reads what is in a build or an executable, as `bunsen inspect` does, without running any of it.
 *
 * @param path of a build's directory, or of an executable
 * @throws {BunsenPluginError} if there is none, or it is damaged
 */
export async function inspect(path = "dist"): Promise<Manifest> {
  return (await readArtefact(path)).manifest;
}

/** What is known of an app's routes. */
export interface RouteListing {
  table: RouteTable;
  /** Relative to Vite's root. */
  pagesDirectory: string;
  /** The last build, if there is one: relative to the working directory, and what is in it. */
  build?: { directory: string; manifest: Manifest };
}

/**
 * Reads the routes of an app as they are on disk now, and as they are in its last build.
 *
 * @throws {BunsenPluginError} if the config has no `bunsen()`, or something is wrong with the pages
 */
export async function routes(config: InlineConfig = {}): Promise<RouteListing> {
  const { builder, api } = await prepare(config);
  const { root, build } = builder.config;
  const directory = relative(process.cwd(), resolve(root, build.outDir)) || ".";
  const manifest = await readBuildManifest(directory);
  return { ...api.listRoutes(), ...(manifest && { build: { directory, manifest } }) };
}

/**
 * Writes the types of an app's routes, as `bunsen types` does. A file that would not change is not touched.
 *
 * @throws {BunsenPluginError} if the config has no `bunsen()`, or something is wrong with the pages
 */
export async function types(config: InlineConfig = {}): Promise<void> {
  const { api } = await prepare(config);
  api.writeTypes();
}

async function prepare(config: InlineConfig): Promise<{ builder: ViteBuilder; api: BuildApi }> {
  const builder = await createBuilder(config, null);
  const api = builder.config.plugins.find((plugin) => plugin.name === BUILD_APP_PLUGIN)?.api;
  if (!api) throw configErrors.noPlugin(builder.config.root);
  return { builder, api };
}
