import { constants } from "node:fs";
import { access, mkdir, mkdtemp, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { CompileOptions } from "../context/compile-options.ts";
import { compileErrors } from "../diagnostics/compile-errors.ts";
import type { Progress } from "../terminal/progress.ts";
import { type CompileInput, compileTarget, type Executable } from "./compile-target.ts";
import { hostTarget, parseTarget, type Target } from "./targets.ts";

/** Which executables to make, and where. */
export interface CompilePlan {
  executables: { target: Target; path: string }[];
  options: CompileOptions;
}

/**
 * Decides what to compile, so that an impossible plan fails before the build.
 *
 * @param outfile absolute path; of several targets, each adds its name
 * @throws {BunsenPluginError} for an unknown target, and for a path that cannot be written to
 */
export async function planCompile(outfile: string, options: CompileOptions): Promise<CompilePlan> {
  if (options.profile && options.bytecode === false) throw compileErrors.profileNeedsBytecode();
  const names = [options.target ?? []].flat();
  const targets = names.length > 0 ? [...new Set(names.map(parseTarget))] : [hostTarget()];
  try {
    await mkdir(dirname(outfile), { recursive: true });
    await access(dirname(outfile), constants.W_OK);
  } catch (error) {
    throw compileErrors.compileFailed(outfile, error);
  }
  const executables = targets.map((target) => ({
    target,
    path: withExtension(targets.length > 1 ? ownPath(outfile, target) : outfile, target),
  }));
  return { executables, options };
}

function ownPath(outfile: string, target: Target): string {
  return join(dirname(outfile), `${basename(outfile)}-${target.name}`);
}

function withExtension(path: string, target: Target): string {
  return target.os === "windows" && !path.endsWith(".exe") ? `${path}.exe` : path;
}

/**
 * Makes the executables of a plan, one after the other.
 *
 * @throws {BunsenPluginError} if one cannot be made
 */
export async function compile(
  plan: CompilePlan,
  input: CompileInput,
  progress: Progress,
): Promise<Executable[]> {
  const profile = plan.options.profile ? await profileOf(plan, input, progress) : undefined;
  const made: Executable[] = [];
  for (const { target, path } of plan.executables) {
    made.push(await compileTarget(input, target, path, plan.options, progress, profile));
  }
  return made;
}

/** One profile serves all targets: it names functions by their syntax. */
async function profileOf(plan: CompilePlan, input: CompileInput, progress: Progress): Promise<Uint8Array> {
  const [first] = plan.executables;
  const stage = await mkdtemp(join(dirname(first?.path ?? input.directory), ".bunsen-profile-"));
  try {
    const path = join(stage, "app");
    const unproven = { ...input, verify: async () => undefined };
    await compileTarget(unproven, hostTarget(), path, plan.options, progress);
    return await progress.step("profile", () => input.profile(path));
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}
