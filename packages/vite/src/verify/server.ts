import { type ChildProcess, spawn } from "node:child_process";
import type { IsolatedArtefact } from "./isolated-artefact.ts";
import type { LogLine } from "./judge.ts";

const START_MILLISECONDS = 20_000;

/** A server under test. */
export interface SmokeServer {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  /** The only `Host` that it accepts; `undefined` for any. */
  host: string | undefined;
  /** What it has logged. */
  log(): LogLine[];
  /** Ends it, immediately unless another signal is given. Its output is complete afterwards. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts an artefact on a free port of this machine.
 *
 * @param environment beside what every smoke test sets
 * @throws an Error with its output, if it ends or does not report an address
 */
export async function startArtefact(
  artefact: IsolatedArtefact,
  environment: Record<string, string> = {},
): Promise<SmokeServer> {
  const { workingDirectory, user } = artefact;
  const [program = "", ...parameters] = artefact.command;
  const child = spawn(program, parameters, {
    cwd: workingDirectory,
    env: { ...smokeEnvironment(), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    ...(user !== undefined && { uid: user, gid: user }),
  });
  let output = "";
  const ended = whenEnded(child);
  const stop = async (signal: NodeJS.Signals = "SIGKILL") => {
    child.kill(signal);
    await ended;
  };
  const address = Promise.withResolvers<LogLine>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const line = parseLog(output).find(({ message }) => ADDRESS.test(message));
      if (line) address.resolve(line);
    });
  }
  const timer = setTimeout(() => address.reject(new Error("It said nothing")), START_MILLISECONDS);
  ended.then((end) => address.reject(new Error(end)));
  try {
    const line = await address.promise;
    const [, origin = ""] = ADDRESS.exec(line.message) ?? [];
    return { origin, host: line.host, log: () => parseLog(output), stop };
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : error}: ${readable(output)}`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

const ADDRESS = /^Bunsen .* on (http:\/\/[^/]+)\//;

/** The environment of the build, which the app may read at start, except variables about listening and logging. */
function smokeEnvironment(): Record<string, string | undefined> {
  const { SOCKET_PATH: _, ...environment } = process.env;
  return {
    ...environment,
    BUNSEN_SMOKE: "1",
    NODE_ENV: "production",
    LOG: "json",
    HOST: "127.0.0.1",
    PORT: "0",
  };
}

function whenEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`It could not be started (${error.message})`));
    child.once("close", (code, signal) => resolve(`It ended with ${signal ?? code}`));
  });
}

/** Lines that the app itself writes can be anything. */
function parseLog(output: string): LogLine[] {
  return output.split("\n").flatMap((line) => {
    try {
      const parsed = JSON.parse(line);
      return typeof parsed?.message === "string" ? [parsed] : [];
    } catch {
      return [];
    }
  });
}

/** The output of a server that did not start. */
function readable(output: string): string {
  const lines = parseLog(output).map(({ message, stack }) => (stack ? `${message}\n${stack}` : message));
  return (lines.length > 0 ? lines.join("\n") : output.trim()) || "without a word";
}
