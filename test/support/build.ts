import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { CompileOptions, OutputFile } from "@bunsen/vite";
import { type AppFiles, copyPlayground, writeApp } from "./fixture.ts";
import { bunProgram, bunsenProgram, outsideDirectory, repository, runDirectory } from "./paths.ts";
import { runProcess } from "./process.ts";
import { until } from "./until.ts";

export interface CommandResult {
  code: number;
  /** stdout and stderr, in order. */
  output: string;
}

/** Runs the `bunsen` command in an app's directory, as its users do: from a shell, on Bun. */
export function runBunsen(
  directory: string,
  parameters: string[],
  environment?: Record<string, string>,
): Promise<CommandResult> {
  return runProcess(bunProgram, [bunsenProgram, ...parameters], { cwd: directory, environment });
}

/** `bunsen build`; what it says and how it ends, also when it fails. */
export function buildApp(directory: string, environment?: Record<string, string>): Promise<CommandResult> {
  return runBunsen(directory, ["build"], environment);
}

const BUILD_PROGRAM = join(repository, "test/support/build.program.ts");

/** Builds an app as a program does. Returns what `build()` returns. */
export function buildByProgram(directory: string): Promise<OutputFile[]> {
  return runProgram(directory);
}

/** Makes an executable as a program does. Returns what `compile()` returns. */
export function compileByProgram(directory: string, options: CompileOptions): Promise<OutputFile[]> {
  return runProgram(directory, JSON.stringify(options));
}

async function runProgram(directory: string, ...parameters: string[]): Promise<OutputFile[]> {
  const { code, output } = await runProcess(bunProgram, [BUILD_PROGRAM, ...parameters], { cwd: directory });
  const line = output.split("\n").findLast((text) => text.startsWith("["));
  if (code !== 0 || line === undefined) throw new Error(`the build ended with ${code}:\n${output}`);
  return JSON.parse(line);
}

/** Builds an app that must build, and moves its `dist` where it has nothing but itself. Returns the directory above. */
export async function buildAlone(directory: string): Promise<string> {
  const { code, output } = await buildApp(directory);
  if (code !== 0) throw new Error(`bunsen build ended with ${code} in ${directory}:\n${output}`);
  return moveOutside(directory);
}

/** `bunsen compile`; what it says and how it ends, also when it fails. */
export function compileApp(directory: string, ...flags: string[]): Promise<CommandResult> {
  return runBunsen(directory, ["compile", ...flags]);
}

/** The same as `buildAlone` with an executable, `dist/app`. */
export async function compileAlone(directory: string, ...flags: string[]): Promise<string> {
  const { code, output } = await compileApp(directory, ...flags);
  if (code !== 0) throw new Error(`bunsen compile ended with ${code} in ${directory}:\n${output}`);
  return moveOutside(directory);
}

/** Moves `dist` to an empty directory outside the repository, so that no package and no source can be found from it. */
export function moveOutside(directory: string): string {
  const home = mkdtempSync(join(outsideDirectory(), "built-"));
  move(join(directory, "dist"), join(home, "dist"));
  return home;
}

/** Across disks, too: temporary files may have one of their own. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const otherDisk = error instanceof Error && "code" in error && error.code === "EXDEV";
    if (!otherDisk) throw error;
    cpSync(from, to, { recursive: true });
    rmSync(from, { recursive: true });
  }
}

/** The built playground, compiled as well, once per run. Returns the directory above `dist`. */
export function builtPlayground(name: string): Promise<string> {
  return oncePerRun(name, () => compileAlone(copyPlayground(name)));
}

/** A third of the time: what a built app does is looked at here, not what a build does. Playgrounds have all of it. */
const QUICK_CONFIG: AppFiles = {
  "vite.config.ts":
    'import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen({ smokeTest: false })] };\n',
};

/**
 * A throw-away app, built and compiled once per run for all that have the same files, without bytecode and, unless it has a
 * Vite config of its own, without a smoke test. Returns the directory above `dist`.
 */
export function builtFiles(files: AppFiles): Promise<string> {
  return oncePerRun(nameOf(files), () =>
    compileAlone(writeApp({ ...QUICK_CONFIG, ...files }), "--no-bytecode"),
  );
}

function nameOf(files: AppFiles): string {
  const sorted = Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1));
  return `app-${createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 16)}`;
}

/** What whichever spec file asks first builds, and the others wait for. */
async function oncePerRun(name: string, build: () => Promise<string>): Promise<string> {
  const note = join(runDirectory(), `built-${name}.json`);
  if (claim(join(runDirectory(), `building-${name}`))) {
    writeFileSync(note, JSON.stringify(await noteOf(name, build)));
  }
  const result = await until(() => existsSync(note) && readNote(note), {
    deadline: 150_000,
    what: `the build of ${name} by another spec file`,
  });
  if (result.error !== undefined) throw new Error(result.error);
  return result.home;
}

interface BuildNote {
  home: string;
  error?: string;
}

async function noteOf(name: string, build: () => Promise<string>): Promise<BuildNote> {
  try {
    return { home: await build() };
  } catch (error) {
    return { home: "", error: `${name}: ${error instanceof Error ? error.message : error}` };
  }
}

/** Undefined while the file is being written. */
function readNote(file: string): BuildNote | undefined {
  const text = readFileSync(file, "utf8");
  return text.endsWith("}") ? JSON.parse(text) : undefined;
}

/** True for exactly one caller in all processes of the run. */
function claim(directory: string): boolean {
  try {
    mkdirSync(directory);
    return true;
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EEXIST";
    if (isTaken) return false;
    throw error;
  }
}
