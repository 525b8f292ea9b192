import { basename, dirname, join, resolve } from "node:path";
import type { Plugin, Rolldown, ViteBuilder } from "vite";
import { type ClientManifest, lazyStyles, pageAssets } from "../assets/client-manifest.ts";
import { CompressionCache, compressionDirectory } from "../assets/compression-cache.ts";
import { hashedNames } from "../assets/hashed-names.ts";
import { staticFiles } from "../assets/static-files.ts";
import { type CompilePlan, planCompile } from "../compile/compile.ts";
import type { CompileOptions } from "../context/compile-options.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { buildWarnings } from "../diagnostics/build-warnings.ts";
import { compileErrors } from "../diagnostics/compile-errors.ts";
import { configErrors } from "../diagnostics/config-errors.ts";
import { writeManifest } from "../manifest/write-manifest.ts";
import { copyTraced, placeOf } from "../packages/trace.ts";
import { Artefacts } from "../production/artefacts.ts";
import { buildFailure } from "../production/build-failure.ts";
import type { BuildState } from "../production/build-state.ts";
import { checkPublicFiles } from "../production/check-public-files.ts";
import { removeEarlierBuild, removeStart } from "../production/earlier-build.ts";
import { KeptAssets } from "../production/kept-assets.ts";
import { type OutputFile, outputFiles } from "../production/output-files.ts";
import { buildPlainServer, type PlainServer } from "../production/plain-server.ts";
import { prerender } from "../production/prerender.ts";
import { publishServerAssets } from "../production/publish-server-assets.ts";
import { ServerOutput } from "../production/server-output.ts";
import { strayFiles } from "../production/stray-files.ts";
import { supervisorModule } from "../production/supervisor-module.ts";
import { BuildTimes } from "../production/times.ts";
import { clientEntryId, VIRTUAL } from "../routes/virtual-ids.ts";
import { Progress } from "../terminal/progress.ts";
import { writeTypes } from "../typegen/write-types.ts";
import { BUILD_ID_PLACEHOLDER } from "../virtual-modules/build-data.ts";
import { APP_TYPES, SERVER_INDEX } from "../virtual-modules/templates.ts";

export const BUILD_APP_PLUGIN = "bunsen:build-app";

/** What the commands need from the plugin, which they find by its name in a resolved config. */
export interface BuildApi {
  /** Makes the build end with executables. These options override those of the config. */
  requestCompile(options: CompileOptions): void;
  /** What the last build has written; nothing if there was none. */
  outputFiles(): OutputFile[];
  /** @throws {BunsenPluginError} if something is wrong with the pages */
  listRoutes(): Pick<PluginContext, "table" | "pagesDirectory">;
  /** @throws {BunsenPluginError} if something is wrong with the pages */
  writeTypes(): void;
}

/** One `vite build` makes both sides: the client first, because the server serves its files. */
export function buildAppPlugin(context: PluginContext, state: BuildState): Plugin<BuildApi> {
  let written: (() => OutputFile[]) | undefined;
  return {
    name: BUILD_APP_PLUGIN,
    api: {
      requestCompile(options) {
        state.requestedCompile = options;
      },
      outputFiles: () => written?.() ?? [],
      listRoutes: () => ({ table: context.table, pagesDirectory: context.pagesDirectory }),
      writeTypes: () => writeTypes(context),
    },
    async buildApp(builder) {
      const directory = resolve(context.config.root, dirname(serverDirectory(builder)));
      const plan = await planOf(state.compileOptions, context.config.root, directory);
      // Imported here, because it loads the runtime, which Node cannot load.
      const { checkPages } = await import("../production/check-pages.ts");
      checkPages(context);
      state.publicFiles = checkPublicFiles(context);
      const { config } = context;
      const progress = new Progress(config.logger, config.logLevel);
      const times = new BuildTimes();
      const kept = new KeptAssets(directory, clientDirectory(builder), context.options.keepAssets ?? 0);
      const compressed = new CompressionCache(compressionDirectory(config.cacheDir));
      const began = Date.now();
      let plain: PlainServer | undefined;
      let isComplete = false;
      try {
        for (const name of await removeEarlierBuild(directory)) {
          config.logger.info(
            `Removed ${context.relative(join(directory, name))}, which an earlier build has made.`,
          );
        }
        await kept.moveAway();
        const carried = await times.measure("browser", () =>
          buildClient(builder, context, state, { kept, times, compressed }),
        );
        if (process.env.BUNSEN_VERIFY_MARKUP === "1") {
          plain = await times.measure("comparison", () =>
            buildPlainServer(builder, state, (at) => buildServer(builder, state, at)),
          );
        }
        await times.measure("server", () => buildServer(builder, state, directory));
        const stray = strayFiles(directory, began);
        if (stray.length > 0)
          config.logger.warn(buildWarnings.strayFiles(context.relative(directory), stray));
        const published = await times.measure("compression", () =>
          publishServerAssets(state, clientDirectory(builder), compressed),
        );
        await kept.record(ownHashedFiles(state.clientManifest, carried));
        const prerendered = await times.measure("prerender", () =>
          progress.step("prerender", () => prerender(directory, published, config.root, compressed)),
        );
        const manifest = await times.measure("manifest", () =>
          writeManifest(context, {
            directory,
            facts: state.facts,
            clientFiles: state.clientManifest.files,
            publicFiles: state.publicFiles,
            prerendered: prerendered.files,
          }),
        );
        isComplete = true;
        await times.measure("compression", () => compressed.prune());
        const artefacts = new Artefacts(context, state, directory, prerendered, { progress, times });
        await artefacts.verify({ path: directory, name: directory });
        if (plain) await artefacts.verifyMarkup(plain.directory, published, compressed);
        const executables = plan ? await artefacts.compile(plan) : [];
        // Only for programs, because it reads every file.
        written = () => outputFiles(directory, state.facts, executables);
        config.logger.info(artefacts.summary(manifest, executables));
      } catch (error) {
        if (!isComplete) await removeStart(directory);
        throw buildFailure(error, config.root);
      } finally {
        await plain?.remove();
        await kept.moveBack();
      }
    },
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        if (this.environment.name !== "ssr") return;
        state.facts.buildId = stampBuildId(bundle);
        this.emitFile({ type: "asset", fileName: "index.js", source: SERVER_INDEX });
        this.emitFile({ type: "asset", fileName: "supervise.js", source: await supervisorModule() });
        this.emitFile({ type: "asset", fileName: "app.d.ts", source: APP_TYPES });
      },
    },
  };
}

/** Where the executables go and for which targets; `undefined` if none are wanted. */
async function planOf(
  options: CompileOptions | undefined,
  root: string,
  directory: string,
): Promise<CompilePlan | undefined> {
  if (!options) return undefined;
  return planCompile(resolve(root, options.outfile ?? join(directory, "app")), options);
}

function serverDirectory(builder: ViteBuilder): string {
  return builder.environments.ssr?.config.build.outDir ?? "dist/server";
}

/** Builds again if the last build found packages that must be copied instead of bundled. */
async function buildServer(builder: ViteBuilder, state: BuildState, directory: string): Promise<void> {
  const { ssr, worker } = builder.environments;
  if (!ssr || !worker) throw new Error("bunsen: the Vite config has no ssr environment");
  do {
    state.serverOutput = new ServerOutput();
    await builder.build(ssr);
    // A worker may start others, which are added during the loop.
    for (const [source, fileName] of state.serverOutput.workers) {
      worker.config.build.rolldownOptions.input = { [basename(fileName, ".js")]: source };
      await builder.build(worker);
    }
  } while (await state.serverPackages.discover(embeddableAddons(state.serverOutput)));
  state.serverPackages.enterNamed(ssr.config.root);
  if (state.compileOptions && state.serverPackages.unbundled.size > 0) {
    throw compileErrors.notEmbeddable([...state.serverPackages.unbundled.values()]);
  }
  const started = state.serverPackages.startedScripts();
  if (state.compileOptions && started.length > 0) {
    ssr.config.logger.warn(buildWarnings.startedScripts(started.map(placeOf)));
  }
  await copyTraced(new Set([...state.serverPackages.entries, ...started]), join(directory, "server"));
}

function embeddableAddons({ addons }: ServerOutput): ReadonlySet<string> {
  const embeddable = [...addons].filter(([, { needsItsPlace }]) => !needsItsPlace);
  return new Set(embeddable.map(([file]) => file));
}

function clientDirectory(builder: ViteBuilder): string {
  const { client } = builder.environments;
  if (!client) throw new Error("bunsen: the Vite config has no client environment");
  return resolve(client.config.root, client.config.build.outDir);
}

/** @returns files of earlier builds that are among those of this one */
async function buildClient(
  builder: ViteBuilder,
  context: PluginContext,
  state: BuildState,
  { kept, times, compressed }: { kept: KeptAssets; times: BuildTimes; compressed: CompressionCache },
): Promise<ReadonlySet<string>> {
  const { client } = builder.environments;
  if (!client) throw new Error("bunsen: the Vite config has no client environment");
  const pages = [...context.table.routes, ...context.table.errors].filter(
    (route) => route.kind !== "endpoint",
  );
  client.config.build.rolldownOptions.input = Object.fromEntries([
    ...pages.map((route) => [entryName(route.id), clientEntryId(route.id)]),
    ["bunsen-chunks", VIRTUAL.chunks],
  ]);
  const result = await builder.build(client);
  const { output } = outputOf(result);
  const carried = await kept.moveBack();
  const { root, base, build } = client.config;
  const files = await times.measure("compression", () =>
    staticFiles({
      directory: resolve(root, build.outDir),
      hashed: hashedNames(output).union(carried),
      published: new Set(state.publicFiles.map(({ segments }) => segments.join("/"))),
      compressed,
    }),
  );
  const { styleFiles } = state.facts;
  const styles = lazyStyles(state.lazyModules, base, styleFiles);
  state.clientManifest = {
    assets: pageAssets(output, base, context.absoluteClientFile, styleFiles),
    lazyStyles: Object.fromEntries([...styles].map(([id, links]) => [context.relative(id), links])),
    files,
  };
  return carried;
}

function ownHashedFiles({ files }: ClientManifest, carried: ReadonlySet<string>): string[] {
  const hashed = Object.values(files).filter(({ immutable }) => immutable);
  return hashed.map(({ path }) => path).filter((path) => !carried.has(path));
}

/** The name that the entry's file starts with; Rolldown replaces what a file name cannot hold. */
function entryName(routeId: string): string {
  return join("page", routeId === "/" ? "index" : routeId).replace(/^page\//, "");
}

function outputOf(result: Awaited<ReturnType<ViteBuilder["build"]>>): Rolldown.RolldownOutput {
  const single = Array.isArray(result) ? result[0] : result;
  if (!single || !("output" in single)) throw configErrors.watchedBuild();
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
