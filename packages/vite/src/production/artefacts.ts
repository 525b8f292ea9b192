import { existsSync, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import type { StaticFile } from "@bunsen/runtime/internal/server-build";
import { normalizePath } from "vite";
import type { CompressionCache } from "../assets/compression-cache.ts";
import { listFiles } from "../assets/static-files.ts";
import { type CompilePlan, compile } from "../compile/compile.ts";
import type { CompileInput, Executable } from "../compile/compile-target.ts";
import { hostTarget, type Target } from "../compile/targets.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { buildErrors } from "../diagnostics/build-errors.ts";
import { buildWarnings } from "../diagnostics/build-warnings.ts";
import type { Manifest } from "../manifest/types.ts";
import { hasColours, painter } from "../terminal/columns.ts";
import type { Progress } from "../terminal/progress.ts";
import { planPages, type SmokeSubject } from "../verify/plan.ts";
import { recordProfile } from "../verify/profile.ts";
import { type PageTime, slowestPages } from "../verify/slow-pages.ts";
import { smokeTest } from "../verify/smoke-test.ts";
import { verifyMarkup } from "../verify/verify-markup.ts";
import type { BuildState } from "./build-state.ts";
import { type Prerendered, prerender } from "./prerender.ts";
import { SERVER_FILES } from "./server-output.ts";
import { formatSummary, type Sizes, sizesOf } from "./summary.ts";
import type { BuildTimes } from "./times.ts";

/** The results of a build: the directory, and the executables made from it. */
export class Artefacts {
  readonly #context: PluginContext;
  readonly #state: BuildState;
  readonly #directory: string;
  readonly #prerendered: Record<string, StaticFile>;
  readonly #progress: Progress;
  readonly #times: BuildTimes;
  /** Of the pages that were rendered so far. */
  readonly #pageTimes: PageTime[];

  /** @param directory the build, absolute: complete except for executables */
  constructor(
    context: PluginContext,
    state: BuildState,
    directory: string,
    prerendered: Prerendered,
    { progress, times }: { progress: Progress; times: BuildTimes },
  ) {
    this.#context = context;
    this.#state = state;
    this.#directory = directory;
    this.#prerendered = prerendered.files;
    this.#pageTimes = prerendered.times;
    this.#progress = progress;
    this.#times = times;
  }

  /**
   * Starts what was built and requests pages from it, unless `smokeTest` is off.
   *
   * @param artefact its location and its name; absolute
   * @throws {BunsenPluginError} if it cannot be loaded, rendered or served
   */
  async verify(artefact: { path: string; name: string }): Promise<void> {
    const { options, config } = this.#context;
    if (options.smokeTest === false) return;
    const name = this.#nameOf(artefact.name);
    const { failures, warnings, times } = await this.#times.measure("smoke test", () =>
      this.#progress.step(`smoke test of ${name}`, () =>
        smokeTest(artefact.path, this.#subject(), this.#context.base),
      ),
    );
    // Times of an executable would repeat those of the directory that it is made from.
    if (artefact.path === this.#directory) this.#pageTimes.push(...times);
    for (const warning of warnings) config.logger.warn(buildWarnings.smokeTest(name, warning));
    if (failures.length > 0) throw buildErrors.smokeFailed(name, failures);
  }

  /**
   * Compares every page that has a known path with what React renders.
   *
   * @param plain a build of the same sources without compiled markup, absolute
   * @param published files for browsers that the app does not know yet, by canonical URL path
   * @param compressed by earlier builds
   * @throws {BunsenPluginError} with the places that differ
   */
  async verifyMarkup(
    plain: string,
    published: Record<string, StaticFile>,
    compressed: CompressionCache,
  ): Promise<void> {
    const { config } = this.#context;
    const { pages, unnamed } = planPages(this.#subject());
    const prerendered = await prerender(plain, published, config.root, compressed);
    const files = Object.values(prerendered.files).map(({ path }) => `prerendered/${path}`);
    const check = { flat: this.#directory, plain, files, paths: pages, base: this.#context.base };
    const { same, differences, nondeterministic, unavailable } = await this.#progress.step(
      "comparison with React's markup",
      () => verifyMarkup(check),
    );
    if (differences.length > 0) throw buildErrors.markupDiffers(differences);
    config.logger.info(`The markup of ${same} pages is what React renders.`);
    if (nondeterministic.length > 0)
      config.logger.warn(buildWarnings.markupNondeterministic(nondeterministic));
    if (unavailable.length > 0) config.logger.warn(buildWarnings.markupUnavailable(unavailable));
    if (unnamed.length > 0) config.logger.warn(buildWarnings.markupUnnamed(unnamed));
  }

  /** @throws {BunsenPluginError} if an executable cannot be made, or does not serve */
  compile(plan: CompilePlan): Promise<Executable[]> {
    return this.#times.measure("executable", () => compile(plan, this.#compileInput(), this.#progress));
  }

  /** Sizes and times, for the end of the build. */
  summary(manifest: Manifest, executables: readonly Executable[]): string {
    return formatSummary({
      paint: painter(hasColours()),
      directory: this.#nameOf(this.#directory),
      groups: this.#groups(),
      times: this.#times,
      slowPages: slowestPages(this.#pageTimes, this.#context.table, manifest),
      executables: executables.map(({ path, target, size }) => ({
        path: this.#nameOf(path),
        target: target.name,
        libc: target.libc,
        image: target.image,
        size,
        bunSize: bunSize(target),
      })),
    });
  }

  #subject(): SmokeSubject {
    const { options, table, config } = this.#context;
    const paths = typeof options.smokeTest === "object" ? options.smokeTest.paths : [];
    return {
      table,
      files: this.#state.clientManifest.files,
      prerendered: this.#prerendered,
      paths,
      directory: this.#directory,
      root: config.root,
    };
  }

  #nameOf(path: string): string {
    const name = normalizePath(relative(this.#context.config.root, path));
    return name.startsWith("../") ? normalizePath(path) : name;
  }

  #groups(): Record<string, Sizes> {
    const files = Object.values(this.#state.clientManifest.files);
    const isScript = ({ type }: StaticFile) => type.startsWith("text/javascript");
    const isStyle = ({ type }: StaticFile) => type.startsWith("text/css");
    const server = join(this.#directory, "server");
    const scripts = readdirSync(server).filter((name) => name.endsWith(".js"));
    const raw = scripts.reduce((sum, name) => sum + statSync(join(server, name)).size, 0);
    return {
      scripts: sizesOf(files.filter(isScript)),
      styles: sizesOf(files.filter(isStyle)),
      "other files": sizesOf(files.filter((file) => !isScript(file) && !isStyle(file))),
      prerendered: sizesOf(Object.values(this.#prerendered)),
      server: { files: scripts.length, raw },
    };
  }

  #compileInput(): CompileInput {
    const { clientManifest, serverOutput } = this.#state;
    const files = join("server", SERVER_FILES);
    return {
      directory: this.#directory,
      embedded: [
        { name: "client", files: Object.values(clientManifest.files) },
        { name: "prerendered", files: Object.values(this.#prerendered) },
        { name: SERVER_FILES, from: files, files: listPaths(join(this.#directory, files)) },
      ],
      workers: [...serverOutput.workers.values()],
      addons: [...serverOutput.addons.values()].map(({ fileName }) => fileName),
      verify: async (path, name, target) => {
        if (target === hostTarget()) await this.verify({ path, name });
      },
      profile: (path) => recordProfile(path, this.#subject(), this.#context.base),
    };
  }
}

function listPaths(directory: string): { path: string }[] {
  return existsSync(directory) ? listFiles(directory).map((path) => ({ path })) : [];
}

/** Bytes of the Bun in an executable: the running one, or one in Bun's cache. */
function bunSize(target: Target): number | undefined {
  const cache = process.env.BUN_INSTALL_CACHE_DIR ?? join(homedir(), ".bun", "install", "cache");
  const file =
    target === hostTarget()
      ? process.execPath
      : join(cache, `${target.bun.replace("arm64", "aarch64")}-v${Bun.version}`);
  return statSync(file, { throwIfNoEntry: false })?.size;
}
