import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { bunProgram, bunsenProgram, outsideDirectory } from "./paths.ts";
import { freePort, isListening } from "./ports.ts";
import { type ProcessOptions, type RunningProcess, runProcess, startProcess } from "./process.ts";
import { until } from "./until.ts";

/** A response that has not ended by then is a failure with a place in the test, not a test that timed out. */
const FETCH_MILLISECONDS = 40_000;

export interface RunningServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly port: number;
  /** The app's own directory in dev, the one that holds `dist` when built. */
  readonly dir: string;
  readonly process: RunningProcess;
  /** Asks as a page of the app itself does, which is what a form without `Origin` needs; redirects are not followed. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** What the server has written so far. */
  log(): string;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** For `startBuilt`: the port of a server that was stopped. Default: a free one. */
  port?: number;
  environment?: Record<string, string>;
}

/** `bunsen dev` in the app's directory. */
export async function startDev(directory: string, options: StartOptions = {}): Promise<RunningServer> {
  const port = await freePort();
  const parameters = [bunsenProgram, "dev", "--port", String(port), "--strictPort", "--host", "127.0.0.1"];
  return startServer(bunProgram, parameters, port, directory, {
    cwd: directory,
    environment: options.environment,
  });
}

/**
 * Runs a built app as a bare machine would: from an empty working directory, without `node_modules` anywhere above,
 * and without letting Bun install what is missing.
 * @param home the directory above `dist`, from `buildAlone` or `builtPlayground`
 */
export async function startBuilt(home: string, options: StartOptions = {}): Promise<RunningServer> {
  const port = options.port ?? (await freePort());
  const parameters = ["--no-install", join(home, "dist/server/index.js")];
  return startServer(bunProgram, parameters, port, home, {
    cwd: mkdtempSync(join(outsideDirectory(), "empty-")),
    environment: { PORT: String(port), ...options.environment },
  });
}

/** Runs a built app that ends by itself, such as one that refuses to start. */
export function runBuilt(
  home: string,
  environment?: Record<string, string>,
): Promise<{ code: number; output: string }> {
  return runProcess(bunProgram, ["--no-install", join(home, "dist/server/index.js")], {
    cwd: home,
    environment,
  });
}

/** Runs a compiled app as a bare machine would: the executable alone, from an empty working directory. */
export async function startBinary(home: string, options: StartOptions = {}): Promise<RunningServer> {
  const port = await freePort();
  return startServer(join(home, "dist/app"), [], port, home, {
    cwd: mkdtempSync(join(outsideDirectory(), "empty-")),
    environment: { PORT: String(port), ...options.environment },
  });
}

/**
 * Starts a server program and waits until it has printed its address and its port accepts connections.
 * @throws an Error that holds its log when it ends or stays silent instead
 */
export async function startServer(
  program: string,
  parameters: string[],
  port: number,
  dir: string,
  options: ProcessOptions,
): Promise<RunningServer> {
  const server = startProcess(program, parameters, options);
  try {
    // A port that accepts connections is not enough: Vite tries it with a server of its own before it listens.
    const hasAddress = (): boolean => new RegExp(`https?://\\S+:${port}\\b`).test(server.log());
    await until(() => server.exitCode() !== undefined || (hasAddress() && isListening(port)), {
      deadline: 30_000,
      what: `a printed address with port ${port}, and connections to it`,
    });
  } catch (error) {
    await server.stop();
    throw new Error(`${error instanceof Error ? error.message : error}; the server's log:\n${server.log()}`);
  }
  if (server.exitCode() !== undefined) {
    throw new Error(`the server ended with ${server.exitCode()} instead of serving:\n${server.log()}`);
  }
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    port,
    dir,
    process: server,
    fetch: (path, init) =>
      fetch(new URL(path, origin), {
        redirect: "manual",
        signal: AbortSignal.timeout(FETCH_MILLISECONDS),
        ...asOwnPage(init),
      }),
    log: server.log,
    stop: async () => {
      await server.stop();
    },
  };
}

function asOwnPage(init: RequestInit = {}): RequestInit {
  const headers = new Headers(init.headers);
  if (!headers.has("origin") && !headers.has("sec-fetch-site")) headers.set("sec-fetch-site", "same-origin");
  return { ...init, headers };
}
