import { dirname, join, resolve } from "node:path";
import type { StaticFile } from "@bunsen/runtime/build";
import type { Plugin, Rolldown, ViteBuilder } from "vite";
import { BUILD_ID_PLACEHOLDER } from "../build/build-data.ts";
import { checkPages } from "../build/check-pages.ts";
import { checkPublicFiles } from "../build/check-public-files.ts";
import { pageAssets } from "../build/client-manifest.ts";
import { hashedNames } from "../build/hashed-names.ts";
import { prerender } from "../build/prerender.ts";
import { staticFiles } from "../build/static-files.ts";
import { type CompilePlan, compile, planCompile } from "../compile/compile.ts";
import type { CompileOptions } from "../compile/options.ts";
import type { EmbeddedFiles } from "../compile/stage.ts";
import type { PluginContext } from "../context.ts";
import { writeManifest } from "../manifest/write-manifest.ts";
import { clientEntryId } from "../virtual/ids.ts";
import { APP_TYPES, SERVER_INDEX } from "../virtual/templates.ts";

export const BUILD_APP_PLUGIN = "bunsen:build-app";

/** What the commands ask of the plugin, found by its name in a resolved config. */
export interface BuildApi {
  /** The build is to end with executables, whatever the config says; what is set here beats it. */
  requestCompile(options: CompileOptions): void;
  /** @throws {BunsenPluginError} if something is wrong with the pages */
  listRoutes(): Pick<PluginContext, "table" | "pagesDirectory">;
}

/** One `vite build` makes both sides: the client first, because the server hands out what it made. */
export function buildAppPlugin(context: PluginContext): Plugin<BuildApi> {
  return {
    name: BUILD_APP_PLUGIN,
    api: {
      requestCompile(options) {
        context.requestedCompile = options;
      },
      listRoutes: () => ({ table: context.table, pagesDirectory: context.pagesDirectory }),
    },
    async buildApp(builder) {
      const directory = resolve(context.config.root, dirname(serverDirectory(builder)));
      const plan = await planOf(context, directory);
      checkPages(context);
      checkPublicFiles(context);
      try {
        await buildClient(builder, context);
        await buildServer(builder);
        const prerendered = await prerender(directory);
        await writeManifest(context, directory, prerendered);
        if (plan) await compile(plan, { directory, embedded: embeddedFiles(context, prerendered) });
      } catch (error) {
        throw withoutStack(error);
      }
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        if (this.environment.name !== "ssr") return;
        context.buildFacts.buildId = stampBuildId(bundle);
        this.emitFile({ type: "asset", fileName: "index.js", source: SERVER_INDEX });
        this.emitFile({ type: "asset", fileName: "app.d.ts", source: APP_TYPES });
      },
    },
  };
}

/** The message of a failed build names file and line in the user's code; the stack is Rolldown's own. */
function withoutStack(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const lines = error.message
    .split("\n")
    .filter((line) => !/^\s+at .+(:\d+:\d+|native|<anonymous>)/.test(line));
  const short = new Error(lines.join("\n"));
  short.stack = short.message;
  return short;
}

function embeddedFiles(
  context: PluginContext,
  prerendered: Record<string, StaticFile>,
): readonly EmbeddedFiles[] {
  return [
    { name: "client", files: Object.values(context.clientManifest.files) },
    { name: "prerendered", files: Object.values(prerendered) },
  ];
}

/** Where the executables go and for which targets; `undefined` if none are wanted. */
async function planOf(context: PluginContext, directory: string): Promise<CompilePlan | undefined> {
  const options = context.compileOptions;
  if (!options) return undefined;
  return planCompile(resolve(context.config.root, options.outfile ?? join(directory, "app")), options);
}

function serverDirectory(builder: ViteBuilder): string {
  return builder.environments.ssr?.config.build.outDir ?? "dist/server";
}

async function buildServer(builder: ViteBuilder): Promise<void> {
  const { ssr } = builder.environments;
  if (!ssr) throw new Error("bunsen: the Vite config has no ssr environment");
  await builder.build(ssr);
}

async function buildClient(builder: ViteBuilder, context: PluginContext): Promise<void> {
  const { client } = builder.environments;
  if (!client) throw new Error("bunsen: the Vite config has no client environment");
  const pages = [...context.table.routes, ...context.table.errors].filter(
    (route) => route.kind !== "endpoint",
  );
  client.config.build.rolldownOptions.input = Object.fromEntries(
    pages.map((route) => [entryName(route.id), clientEntryId(route.id)]),
  );
  const result = await builder.build(client);
  const { output } = outputOf(result);
  const { root, base, build } = client.config;
  context.clientManifest = {
    assets: pageAssets(output, base),
    files: await staticFiles({
      directory: resolve(root, build.outDir),
      hashed: hashedNames(output),
      published: new Set(context.publicFiles.map(({ segments }) => segments.join("/"))),
    }),
  };
}

/** The name that the entry's file starts with; Rolldown replaces what a file name cannot hold. */
function entryName(routeId: string): string {
  return join("page", routeId === "/" ? "index" : routeId).replace(/^page\//, "");
}

function outputOf(result: Awaited<ReturnType<ViteBuilder["build"]>>): Rolldown.RolldownOutput {
  const single = Array.isArray(result) ? result[0] : result;
  if (!single || !("output" in single)) throw new Error("bunsen: watch mode builds are not supported");
  return single;
}

/** Names the build after its content: the same sources give the same id. */
function stampBuildId(bundle: Rolldown.OutputBundle): string {
  let id = "";
  for (const chunk of Object.values(bundle)) {
    if (chunk.type !== "chunk" || !chunk.code.includes(BUILD_ID_PLACEHOLDER)) continue;
    id = Bun.hash.wyhash(chunk.code).toString(16).padStart(BUILD_ID_PLACEHOLDER.length, "0");
    chunk.code = chunk.code.replaceAll(BUILD_ID_PLACEHOLDER, id);
  }
  return id;
}
