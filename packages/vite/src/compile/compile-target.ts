import { mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { CompileOptions } from "../context/compile-options.ts";
import { compileErrors } from "../diagnostics/compile-errors.ts";
import { BunsenPluginError } from "../diagnostics/plugin-error.ts";
import type { Progress } from "../terminal/progress.ts";
import { readExecutableHeader } from "./executable-header.ts";
import { type EmbeddedFiles, stageFiles } from "./stage.ts";
import { stageManifest } from "./stage-manifest.ts";
import { stageSourceMap } from "./stage-source-map.ts";
import { isFor, type Target } from "./targets.ts";

/** What goes into an executable. */
export interface CompileInput {
  /** The build, absolute: holds `server/index.js`. */
  directory: string;
  embedded: readonly EmbeddedFiles[];
  /** Scripts that the server starts as workers, below `server`. */
  workers: readonly string[];
  /** Native addons that are embedded, below `server`. */
  addons: readonly string[];
  /** Rejects if the executable at `path`, which will be called `name`, does not work. */
  verify(path: string, name: string, target: Target): Promise<void>;
  /** Runs the executable at `path` and returns which bytecode it needs, in the format of `Bun.build`. */
  profile(path: string): Promise<Uint8Array>;
}

/** An executable that was made. */
export interface Executable {
  /** Absolute. */
  path: string;
  target: Target;
  /** Bytes. */
  size: number;
}

/**
 * Makes one executable. The file appears under its name only when it is complete: a failure leaves nothing behind.
 *
 * @param outfile absolute path; its directory exists
 * @param profile of an earlier run, by which bytecode is sorted
 * @throws {BunsenPluginError} that says in one sentence what failed
 */
export async function compileTarget(
  input: CompileInput,
  target: Target,
  outfile: string,
  options: CompileOptions,
  progress: Progress,
  profile?: Uint8Array,
): Promise<Executable> {
  checkAddons(input, target);
  let stage: string | undefined;
  try {
    stage = await mkdtemp(join(dirname(outfile), ".bunsen-"));
    // The manifest first, so that a reader does not find the one of an executable among the app's own files.
    const manifest = await stageManifest(input.directory, stage);
    const maps = (options.sourcemap ?? true) ? await stageSourceMap(input.directory, stage) : [];
    const assets = [manifest, ...maps, ...(await stageFiles(input.directory, stage, input.embedded))];
    const made = join(stage, target.os === "windows" ? "app.exe" : "app");
    const scripts = ["index.js", ...input.workers].map((name) => join(input.directory, "server", name));
    const order = profile && (await stageProfile(profile, stage));
    await progress.step(`executable for ${target.name}`, () =>
      bundle(scripts, assets, made, target, options, order),
    );
    const header = readExecutableHeader(made);
    if (!header || !isFor(header, target)) throw compileErrors.wrongExecutable(target.name);
    await input.verify(made, outfile, target);
    const { size } = await stat(made);
    await rename(made, outfile);
    return { path: outfile, target, size };
  } catch (error) {
    throw error instanceof BunsenPluginError
      ? error
      : compileErrors.compileFailed(outfile, describeFailure(error));
  } finally {
    if (stage !== undefined) await rm(stage, { recursive: true, force: true });
  }
}

async function stageProfile(profile: Uint8Array, stage: string): Promise<string> {
  const file = join(stage, "app.order");
  await writeFile(file, profile);
  return file;
}

/** An addon is for one platform: that of the machine it was installed on. */
function checkAddons({ directory, addons }: CompileInput, target: Target): void {
  for (const addon of addons) {
    const header = readExecutableHeader(join(directory, "server", addon));
    if (header?.os !== target.os || header.arch !== target.arch) {
      throw compileErrors.foreignAddon(basename(addon), target.name);
    }
  }
}

async function bundle(
  entrypoints: string[],
  assets: string[],
  outfile: string,
  target: Target,
  options: CompileOptions,
  order: string | undefined,
): Promise<void> {
  await Bun.build({
    entrypoints,
    target: "bun",
    // Bytecode of CommonJS would have the build machine's paths in import.meta.
    format: "esm",
    bytecode: options.bytecode ?? true,
    // Vite has minified names and syntax; Bun only prints the code again.
    minify: { whitespace: true, identifiers: false, syntax: false },
    sourcemap: (options.sourcemap ?? true) ? "linked" : "none",
    compile: {
      target: target.bun,
      outfile,
      assets,
      ...(order !== undefined && { bytecodeOrder: order }),
      autoloadDotenv: options.env === "cwd",
      // Its preload would run code from the directory that the executable is started in.
      autoloadBunfig: false,
      ...(options.icon !== undefined && { windows: { icon: options.icon } }),
    },
  });
}

/** Bun can report several problems together. */
function describeFailure(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}
