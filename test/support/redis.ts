import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { RedisClient } from "bun";
import { findRedis } from "../../scripts/tools.mjs";
import { whenDone } from "./cleanup.ts";
import { runDirectory } from "./paths.ts";
import { freePort, isListening } from "./ports.ts";
import { type RunningProcess, startProcess } from "./process.ts";
import { until } from "./until.ts";

/** A Redis server of a test's own. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Sends a command on a connection of its own, so that nothing a test does to others hurts it. */
  command(name: string, ...parameters: string[]): Promise<unknown>;
  /** Stops answering, as a machine that hangs; `resume` ends that. */
  freeze(): void;
  resume(): void;
  /** Ends it at once, with all it held. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, empty, on the same port. */
  start(...parameters: string[]): Promise<void>;
}

/** Starts Debian's Redis on a free port, without a file of its own; it ends with the test or the spec file. */
export async function startRedis(...parameters: string[]): Promise<TestRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server = await start(port, parameters);
  return {
    url,
    port,
    command: (name, ...rest) => command(url, name, rest),
    freeze: () => void process.kill(server.pid, "SIGSTOP"),
    resume: () => void process.kill(server.pid, "SIGCONT"),
    kill: async () => {
      process.kill(server.pid, "SIGKILL");
      await server.exited;
    },
    start: async (...again) => {
      server = await start(port, again);
    },
  };
}

async function start(port: number, parameters: string[]): Promise<RunningProcess> {
  const program = findRedis();
  if (!program) throw new Error("no Redis found: run npm test, or install redis-server");
  const directory = mkdtempSync(join(runDirectory(), "redis-"));
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", directory];
  const server = startProcess(program, [...options, ...parameters], { cwd: directory });
  await until(() => server.exitCode() !== undefined || isListening(port), { what: `Redis on port ${port}` });
  if (server.exitCode() !== undefined) throw new Error(`Redis ended:\n${server.log()}`);
  // A stopped process does not end on SIGTERM.
  whenDone(() => {
    if (server.exitCode() === undefined) process.kill(server.pid, "SIGCONT");
  });
  return server;
}

async function command(url: string, name: string, parameters: string[]): Promise<unknown> {
  const client = new RedisClient(url, { autoReconnect: false });
  try {
    return await client.send(name, parameters);
  } finally {
    client.close();
  }
}
