import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { messages } from "../messages.ts";

/** The lowest version that serves, streams and compiles as Bunsen needs it. */
const MINIMUM = [1, 4] as const;

/** Commands that have nothing to do with development. */
export const FOR_PRODUCTION: readonly string[] = ["build", "compile", "start"];

/**
 * Makes sure that this process runs on Bun. Under Node the same command is run again on Bun, with its flags,
 * terminal, signals and exit code, and this process ends with it. Vitest is left alone: it only transforms.
 *
 * @throws {BunsenPluginError} if there is no Bun, an old one, or no command to repeat
 */
export async function ensureBun(): Promise<void> {
  const version = process.versions.bun;
  if (version !== undefined) {
    if (!isSupported(version)) throw messages.oldBun(version);
    return;
  }
  if (process.env.VITEST !== undefined) return;
  const [, script, ...flags] = process.argv;
  if (script === undefined || !/[\\/](vite|bunsen)(\.m?js)?$/.test(script)) throw messages.notBun();
  const bun = findBun(process.cwd(), process.env.PATH ?? "");
  if (bun === undefined) throw messages.noBun();
  const command = flags.find((flag) => !flag.startsWith("-")) ?? "";
  // Bun reads the .env files before anybody can say what for.
  const defaults = FOR_PRODUCTION.includes(command) ? { NODE_ENV: "production" } : {};
  process.exit(await runOn(bun, ["--bun", script, ...flags], { ...defaults, ...process.env }));
}

/** Whether a version such as `1.4.5` is new enough. */
export function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

/** Bun's executable: the project's own first, then the one on the path. */
export function findBun(directory: string, path: string): string | undefined {
  const name = process.platform === "win32" ? "bun.exe" : "bun";
  const candidates: string[] = [];
  for (let current = directory; ; current = dirname(current)) {
    candidates.push(join(current, "node_modules", ".bin", name));
    if (dirname(current) === current) break;
  }
  for (const entry of path.split(delimiter)) if (entry) candidates.push(join(entry, name));
  return candidates.find((candidate) => existsSync(candidate));
}

function runOn(bun: string, parameters: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(bun, parameters, { stdio: "inherit", env });
    // The terminal sends Ctrl-C to both; a supervisor signals only us. Either way the child decides when to end.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => child.kill(signal));
    }
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}
