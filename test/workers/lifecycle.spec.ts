import { rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Load } from "../../bench/steady-load.ts";
import { builtFiles } from "../support/build.ts";
import { outsideDirectory } from "../support/paths.ts";
import { type RunningServer, startBuilt } from "../support/serve.ts";
import { until } from "../support/until.ts";
import {
  APP,
  askPid,
  count,
  isAlive,
  linesOf,
  logged,
  modes,
  pidsOf,
  run,
  STARTS,
  type Start,
} from "./app.ts";

/** Worker 2 does not start while a file is there. */
const FAILS_BY_FLAG = `{ onStart: ({ worker }) => {
  console.log("worker " + worker + " is " + process.pid);
  if (worker === 2 && process.getBuiltinModule("node:fs").existsSync(process.env.FLAG)) throw new Error("not me");
} }`;

let home = "";
beforeAll(async () => {
  home = await builtFiles(APP);
}, 180_000);

describe.each(modes)("workers in %s", (mode) => {
  const start: Start = (environment) => STARTS[mode](home)(environment);

  describe("that all are well", () => {
    let server: RunningServer;
    beforeAll(async () => {
      server = await start();
    }, 60_000);
    afterAll(() => server.stop());

    test("serve.workers of them share the port, and the start is one line", async () => {
      const pids = await pidsOf(server, 2);
      expect(pids).not.toContain(server.process.pid);
      expect(count(server.log(), /^Bunsen .*mode=production .*workers=2$/)).toBe(1);
      expect(server.log()).toMatch(/onStart of 0\n(?:.*\n)*onStart of 1\n/);
    });

    test("new connections are spread over them", async () => {
      const pids = await Promise.all(
        Array.from({ length: 200 }, async () => (await (await askPid(server)).json()).pid),
      );
      const share = pids.filter((pid) => pid === pids[0]).length / pids.length;
      expect(share).toBeGreaterThan(0.3);
      expect(share).toBeLessThan(0.7);
    });

    test("SIGKILL of one costs only its own requests, and another takes its place", async () => {
      const slow = Array.from({ length: 12 }, () =>
        askPid(server, "/api/slow").then((response) => response.json()),
      );
      await logged(server, /^slow in/, 12);
      const [killed = 0, other] = await pidsOf(server, 2);
      process.kill(killed, "SIGKILL");
      const results = await Promise.allSettled(slow);
      const finished = results.filter(({ status }) => status === "fulfilled");
      const own = count(server.log(), `slow in ${killed}`);
      expect(finished).toHaveLength(12 - own);
      await logged(server, /^Worker \d ended with SIGKILL.*startsInSeconds=0.1 code=WORKER_ENDED$/);
      const now = await pidsOf(server, 2);
      expect(now).toContain(other);
      expect(now).not.toContain(killed);
    }, 30_000);

    test("SIGHUP replaces them one after the other and loses no request", async () => {
      const before = await pidsOf(server, 2);
      const load = new Load(`${server.origin}/api/pid`);
      for (const times of [1, 2]) {
        process.kill(server.process.pid, "SIGHUP");
        await logged(server, "All workers were replaced.", times);
      }
      const { failures, requests } = await load.end();
      expect(failures).toEqual([]);
      expect(requests).toBeGreaterThan(100);
      const after = await pidsOf(server, 2);
      expect(after.filter((pid) => before.includes(pid))).toEqual([]);
      expect(before.filter(isAlive)).toEqual([]);
      expect(server.log()).not.toContain("HAND_OVER_UNSURE");
      expect(server.log()).toMatch(/SIGHUP: shutting down\. worker=0/);
    }, 60_000);

    test("SIGTERM lets requests end, and ends all with 0", async () => {
      const pids = await pidsOf(server, 2);
      const already = count(server.log(), /^slow in/);
      const slow = Array.from({ length: 6 }, () => askPid(server, "/api/slow"));
      await logged(server, /^slow in/, already + 6);
      process.kill(server.process.pid, "SIGTERM");
      expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(Array(6).fill(200));
      expect(await server.process.exited).toBe(0);
      expect(pids.filter(isAlive)).toEqual([]);
      expect(count(server.log(), /^Shut down\. worker=/)).toBe(6);
    }, 30_000);
  });

  test("the environment beats serve.workers, and port 0 is one port for all", async () => {
    const server = run(home, mode, { WORKERS: "3", PORT: "0" });
    await logged(server, /^Bunsen .* workers=3$/);
    const [, origin] = /on (http:\S+)\//.exec(server.log()) ?? [];
    const pids = new Set<number>();
    await until(
      async () => {
        const response = await fetch(`${origin}/api/pid`, { headers: { connection: "close" } });
        pids.add((await response.json()).pid);
        return pids.size === 3;
      },
      { what: "three workers that respond" },
    );
    process.kill(server.pid, "SIGKILL");
    await until(() => [...pids].every((pid) => !isAlive(pid)), { what: "the end of the workers" });
    expect(count(server.log(), "The supervisor is gone: shutting down.")).toBe(3);
  }, 30_000);
});

describe("workers that cannot start", () => {
  test.each(["0", "-1", "abc", "10,000", "10000", "1.5", "2 "])("WORKERS=%j is one line", async (value) => {
    const server = run(home, "bun", { WORKERS: value });
    expect(await server.exited).toBe(1);
    expect(linesOf(server.log())).toEqual([
      expect.stringMatching(
        /^WORKERS is .*"auto" or a number of processes from 1 to 256.*\[INVALID_ENVIRONMENT\]$/,
      ),
    ]);
  });

  test("the error of onStart is said once, and ends the start", async () => {
    const server = run(home, "bun", {
      PORT: "0",
      OPTIONS: '{ onStart: async () => { await 0; throw new Error("no database"); } }',
    });
    expect(await server.exited).toBe(1);
    expect(count(server.log(), "no database")).toBe(1);
    expect(server.log()).toMatch(/The server could not start\. worker=0 code=START_FAILED/);
    expect(count(server.log(), "WORKERS_NOT_STARTED")).toBe(1);
  });

  test("the exit code is the worker's", async () => {
    const server = run(home, "bun", { PORT: "0", OPTIONS: "{ onStart: () => process.exit(42) }" });
    expect(await server.exited).toBe(42);
    expect(server.log()).toContain("its first worker ended with exit code 42 before it listened.");
  });

  test("a port in use is one line of the worker, also one that others share", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "0.0.0.0", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? String(address.port) : "";
    const server = run(home, "bun", { PORT: port });
    expect(await server.exited).toBe(1);
    expect(server.log()).toContain(`Port ${port} is in use.`);
    other.close();
    const first = run(home, "bun", { PORT: port });
    await logged(first, /^Bunsen .* workers=2$/);
    const second = run(home, "bun", { PORT: port });
    expect(await second.exited).toBe(1);
    expect(second.log()).toContain("[PORT_IN_USE]");
    await first.stop();
  }, 30_000);

  test("a Unix socket cannot be shared", async () => {
    const server = run(home, "bun", { SOCKET_PATH: join(outsideDirectory(), "shared.sock") });
    expect(await server.exited).toBe(1);
    expect(server.log()).toMatch(/a Unix socket has one listener.*\[CANNOT_SHARE_PORT\]/);
  });

  test("SIGTERM during onStart aborts it, and ends all with 0", async () => {
    const server = run(home, "bun", {
      PORT: "0",
      OPTIONS: `{ onStart: ({ signal }) => new Promise((resolve, reject) => {
        console.log("migrating");
        signal.onabort = () => { console.log("rolled back"); reject(signal.reason); };
      }) }`,
    });
    await logged(server, "migrating");
    process.kill(server.pid, "SIGTERM");
    expect(await server.exited).toBe(0);
    expect(count(server.log(), "rolled back")).toBe(1);
    expect(server.log()).not.toContain("START_FAILED");
  });

  test("one that ends again and again is started after growing pauses; the others serve", async () => {
    const flag = join(outsideDirectory(), "worker-2-fails");
    const server = await startBuilt(home, {
      environment: { WORKERS: "3", FLAG: flag, OPTIONS: FAILS_BY_FLAG },
    });
    writeFileSync(flag, "");
    const [pid = 0] = linesOf(server.log())
      .flatMap((line) => /^worker 2 is (\d+)/.exec(line)?.[1] ?? [])
      .map(Number);
    process.kill(pid, "SIGKILL");
    await logged(server, /^Worker 2 ended with exit code 1.*startsInSeconds=0\.4 code=WORKER_ENDED$/);
    expect(server.log()).toMatch(
      /startsInSeconds=0\.1 .*\n(?:.*\n)*.*startsInSeconds=0\.2 .*\n(?:.*\n)*.*startsInSeconds=0\.4 /,
    );
    expect(await pidsOf(server, 2)).toHaveLength(2);
    rmSync(flag);
    expect(await pidsOf(server, 3)).toHaveLength(3);
    await server.stop();
  }, 60_000);

  test("a replacement that cannot start leaves the old workers as they are", async () => {
    const flag = join(outsideDirectory(), "replacement-fails");
    const server = await startBuilt(home, {
      environment: { WORKERS: "3", FLAG: flag, OPTIONS: FAILS_BY_FLAG },
    });
    const before = await pidsOf(server, 3);
    writeFileSync(flag, "");
    process.kill(server.process.pid, "SIGHUP");
    await logged(server, /^The new worker 2 ended with exit code 1 .* code=WORKER_NOT_REPLACED$/);
    expect(await pidsOf(server, 3)).toContain(
      before.find((pid) => server.log().includes(`worker 2 is ${pid}`)),
    );
    await server.stop();
  }, 60_000);

  test("none that comes up again ends the server", async () => {
    const flag = join(outsideDirectory(), "all-fail");
    const server = await startBuilt(home, {
      environment: { WORKERS: "1", FLAG: flag, OPTIONS: FAILS_BY_FLAG.replace("worker === 2", "true") },
    });
    const [pid = 0] = await pidsOf(server, 1);
    writeFileSync(flag, "");
    process.kill(pid, "SIGKILL");
    expect(await server.process.exited).toBe(1);
    expect(count(server.log(), "code=WORKERS_GIVEN_UP")).toBe(1);
    expect(count(server.log(), "code=WORKER_ENDED")).toBe(4);
  }, 60_000);

  test("a second signal ends all at once, with 1", async () => {
    const server = await startBuilt(home);
    const pids = await pidsOf(server, 2);
    const slow = Array.from({ length: 6 }, () => askPid(server, "/api/slow").catch(() => undefined));
    await logged(server, /^slow in/, 6);
    process.kill(server.process.pid, "SIGINT");
    await logged(server, /^SIGINT: stopping the workers\./);
    process.kill(server.process.pid, "SIGTERM");
    expect(await server.process.exited).toBe(1);
    await Promise.all(slow);
    await until(() => !pids.some(isAlive), { what: "the end of the workers" });
    expect(count(server.log(), "code=SECOND_SIGNAL")).toBe(1);
  }, 30_000);
});
