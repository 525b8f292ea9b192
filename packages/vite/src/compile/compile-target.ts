import { mkdtemp, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BunsenPluginError, messages } from "../messages.ts";
import { readExecutableHeader } from "./executable-header.ts";
import type { CompileOptions } from "./options.ts";
import { type EmbeddedFiles, stageFiles } from "./stage.ts";
import { stageManifest } from "./stage-manifest.ts";
import { isFor, type Target } from "./targets.ts";

/** What goes into an executable. */
export interface CompileInput {
  /** The build, absolute: holds `server/index.js`. */
  directory: string;
  embedded: readonly EmbeddedFiles[];
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
 * Makes one executable. It appears under its name only when it is whole: what fails leaves nothing behind.
 *
 * @param outfile absolute path; its directory is there
 * @throws {BunsenPluginError} that says in one sentence what is in the way
 */
export async function compileTarget(
  input: CompileInput,
  target: Target,
  outfile: string,
  options: CompileOptions,
): Promise<Executable> {
  let stage: string | undefined;
  try {
    stage = await mkdtemp(join(dirname(outfile), ".bunsen-"));
    // The manifest first: who looks for it must not find that of an executable among the app's own files.
    const manifest = await stageManifest(input.directory, stage);
    const assets = [manifest, ...(await stageFiles(input.directory, stage, input.embedded))];
    const made = join(stage, target.os === "windows" ? "app.exe" : "app");
    await bundle(join(input.directory, "server", "index.js"), assets, made, target, options);
    const header = readExecutableHeader(made);
    if (!header || !isFor(header, target)) throw messages.wrongExecutable(target.name);
    const { size } = await stat(made);
    await rename(made, outfile);
    return { path: outfile, target, size };
  } catch (error) {
    throw error instanceof BunsenPluginError
      ? error
      : messages.compileFailed(outfile, describeFailure(error));
  } finally {
    if (stage !== undefined) await rm(stage, { recursive: true, force: true });
  }
}

async function bundle(
  entry: string,
  assets: string[],
  outfile: string,
  target: Target,
  options: CompileOptions,
): Promise<void> {
  await Bun.build({
    entrypoints: [entry],
    target: "bun",
    // Bytecode of CommonJS would have the build machine's paths in import.meta.
    format: "esm",
    bytecode: options.bytecode ?? true,
    // Vite has minified names and syntax; Bun prints the code once more.
    minify: { whitespace: true, identifiers: false, syntax: false },
    sourcemap: (options.sourcemap ?? true) ? "linked" : "none",
    compile: {
      target: target.bun,
      outfile,
      assets,
      autoloadDotenv: options.env === "cwd",
      // Its preload would run whatever code lies in the directory that the executable is started in.
      autoloadBunfig: false,
      ...(options.icon !== undefined && { windows: { icon: options.icon } }),
    },
  });
}

/** Bun reports several problems at once. */
function describeFailure(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}
