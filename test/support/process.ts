import { type ChildProcess, spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { processStart } from "../../scripts/leftovers.mjs";
import { whenDone } from "./cleanup.ts";
import { freshEnvironment } from "./environment.ts";
import { runDirectory } from "./paths.ts";

export interface ProcessOptions {
  cwd: string;
  /** Added to the environment of a fresh shell. */
  environment?: Record<string, string>;
}

export interface RunningProcess {
  readonly pid: number;
  /** What it has written to stdout and stderr so far, in order. */
  log(): string;
  /** The exit code once it has ended, else undefined; -1 after a signal. */
  exitCode(): number | undefined;
  readonly exited: Promise<number>;
  /** SIGTERM, and SIGKILL for its whole process group when that does not end it within five seconds. */
  stop(): Promise<number>;
}

const GRACE_MILLISECONDS = 5000;
const running = new Set<number>();

process.once("exit", () => {
  for (const pid of running) killGroup(pid);
});

/** Starts a program in a process group of its own; it is stopped at the end of the test or spec file at the latest. */
export function startProcess(program: string, parameters: string[], options: ProcessOptions): RunningProcess {
  const child = spawn(program, parameters, {
    cwd: options.cwd,
    env: freshEnvironment(options.environment),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${program} could not be started in ${options.cwd}`);
  const forget = remember(pid);
  let log = "";
  const append = (text: string): void => {
    log += text;
  };
  child.stdout.setEncoding("utf8").on("data", append);
  child.stderr.setEncoding("utf8").on("data", append);
  let code: number | undefined;
  const exited = whenClosed(child).then((exitCode) => {
    code = exitCode;
    killGroup(pid);
    forget();
    return exitCode;
  });
  const stop = async (): Promise<number> => {
    if (code !== undefined) return code;
    child.kill("SIGTERM");
    const timer = new AbortController();
    const grace = delay(GRACE_MILLISECONDS, undefined, { signal: timer.signal }).then(
      () => killGroup(pid),
      () => undefined,
    );
    await Promise.race([exited, grace]);
    timer.abort();
    return exited;
  };
  whenDone(async () => {
    await stop();
  });
  return { pid, log: () => log, exitCode: () => code, exited, stop };
}

/** Runs a program to its end, or fails with what it wrote after `deadline` milliseconds. */
export async function runProcess(
  program: string,
  parameters: string[],
  options: ProcessOptions & { deadline?: number },
): Promise<{ code: number; output: string }> {
  const { deadline = 90_000 } = options;
  const started = startProcess(program, parameters, options);
  const timer = new AbortController();
  const late = delay(deadline, "late" as const, { signal: timer.signal }).catch(() => "in time" as const);
  const code = await Promise.race([started.exited, late]);
  timer.abort();
  if (typeof code === "number") return { code, output: started.log() };
  await started.stop();
  throw new Error(`${program} ${parameters.join(" ")} did not end within ${deadline} ms:\n${started.log()}`);
}

/** `close` comes after the last output; a grandchild that keeps the pipes open must not delay the end. */
function whenClosed(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once("exit", (code) => {
      const finish = (): void => resolve(code ?? -1);
      const timer = setTimeout(finish, 1000);
      child.once("close", () => {
        clearTimeout(timer);
        finish();
      });
    });
  });
}

/** Has a process group killed with this run; what is returned says that it has ended. */
export function remember(pid: number): () => void {
  running.add(pid);
  const file = join(runDirectory(), "processes", String(pid));
  writeFileSync(file, processStart(pid));
  return () => {
    running.delete(pid);
    rmSync(file, { force: true });
  };
}

/** Ends a process and all that it started. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    const nobodyLeft = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!nobodyLeft) throw error;
  }
}
