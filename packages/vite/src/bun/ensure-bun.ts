import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { environmentErrors } from "../diagnostics/environment-errors.ts";
import { PRODUCTION_COMMANDS } from "./environment-files.ts";

/** The lowest version that serves, streams and compiles as Bunsen needs it. */
const MINIMUM = [1, 4] as const;

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Set by the process under Node for the one on Bun. */
const REEXECUTED = "BUNSEN_REEXECUTED";

/** How often a process checks whether its parent still exists. */
const PARENT_MILLISECONDS = 1000;

/**
 * Makes sure that this process runs on Bun. Under Node the same command is run again on Bun, with its flags,
 * terminal, signals and exit code, and this process ends with it. Vitest stays on Node, because it only transforms.
 *
 * @throws {BunsenPluginError} if there is no Bun, an old one, or no command to repeat
 */
export async function ensureBun(): Promise<void> {
  const version = process.versions.bun;
  if (version !== undefined) {
    if (!isSupported(version)) throw environmentErrors.oldBun(version);
    if (process.env[REEXECUTED] !== undefined) endWithParent();
    // Not for what this process starts itself.
    delete process.env[REEXECUTED];
    return;
  }
  if (process.env.VITEST !== undefined) return;
  const [, script, ...flags] = process.argv;
  if (script === undefined || !/[\\/](vite|bunsen)(\.m?js)?$/.test(script)) throw environmentErrors.notBun();
  const found = findBuns(process.cwd(), process.env.PATH ?? "");
  const bun = found.find(starts);
  if (bun === undefined) throw found[0] ? environmentErrors.brokenBun(found[0]) : environmentErrors.noBun();
  // npm sends SIGTERM to the shell that runs a script, and the shell ends without passing it on. A server that is
  // meant to stay may have been put into the background there.
  if (process.env.npm_lifecycle_event !== undefined && flags[0] !== "start") endWithParent();
  const command = flags.find((flag) => !flag.startsWith("-")) ?? "";
  // Bun reads the .env files before any code can run.
  const defaults = PRODUCTION_COMMANDS.includes(command) ? { NODE_ENV: "production" } : {};
  return endLike(await runOn(bun, ["--bun", script, ...flags], { ...defaults, ...process.env }));
}

/** Whether a version such as `1.4.5` is new enough. */
export function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

/** Bun's executables: the project's own first, then those on the path. */
export function findBuns(directory: string, path: string): string[] {
  const name = process.platform === "win32" ? "bun.exe" : "bun";
  const candidates: string[] = [];
  for (let current = directory; ; current = dirname(current)) {
    const modules = join(current, "node_modules");
    // On Windows npm puts a script into .bin; the executable has this name everywhere.
    candidates.push(join(modules, ".bin", name), join(modules, "bun", "bin", "bun.exe"));
    if (dirname(current) === current) break;
  }
  for (const entry of path.split(delimiter)) if (entry) candidates.push(join(entry, name));
  return candidates.filter((candidate) => existsSync(candidate));
}

/** A package manager may have left out Bun's install script, which puts the executable in its place. */
function starts(bun: string): boolean {
  return spawnSync(bun, ["--version"], { stdio: "ignore" }).status === 0;
}

/** How a process ended: exactly one of the two is set. */
interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

function runOn(bun: string, parameters: string[], env: NodeJS.ProcessEnv): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(bun, parameters, {
      stdio: "inherit",
      env: { ...env, [REEXECUTED]: "1" },
    });
    // The terminal sends Ctrl-C to both; a supervisor signals only us. Either way the child decides when to end.
    for (const name of FORWARDED) process.on(name, () => child.kill(name));
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve({ code, signal }));
  });
}

/** Ends this process as the other one ended: a shell stops a loop after Ctrl-C only if it sees the signal. */
function endLike({ code, signal }: Ending): Promise<void> {
  if (signal === null) process.exit(code ?? 0);
  for (const name of FORWARDED) process.removeAllListeners(name);
  process.kill(process.pid, signal);
  // The signal takes effect a moment later. Until then nothing else may happen.
  return new Promise(() => setTimeout(() => process.exit(1), 1000));
}

/** Ends this process when its parent has ended; otherwise its port would stay in use. */
function endWithParent(): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, PARENT_MILLISECONDS);
  timer.unref();
}
