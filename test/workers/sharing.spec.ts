import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { builtFiles } from "../support/build.ts";
import { outsideDirectory } from "../support/paths.ts";
import type { RunningServer } from "../support/serve.ts";
import { until } from "../support/until.ts";
import { APP, askPid, count, logged, modes, pidsOf, run, STARTS } from "./app.ts";

let home = "";
beforeAll(async () => {
  home = await builtFiles(APP);
}, 180_000);

const PAGE = /data=(\w+) pid=(\d+)/;

/** What a cached page says, on a connection of its own. */
async function read(server: RunningServer, path = "/cached"): Promise<{ data: string; pid: number }> {
  const [, data = "", pid = ""] = PAGE.exec(await (await askPid(server, path)).text()) ?? [];
  return { data, pid: Number(pid) };
}

const readAll = (server: RunningServer, path?: string) =>
  Promise.all(Array.from({ length: 40 }, () => read(server, path)));

const post = (server: RunningServer, path: string): Promise<Response> =>
  server.fetch(path, { method: "POST", headers: { connection: "close" } });

/** Reads a stream until something has come, and leaves. */
async function textUntil({ body }: Response, pattern: RegExp): Promise<void> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  await until(
    async () => {
      text += (await reader?.read())?.value ?? "";
      return pattern.test(text);
    },
    { what: `${pattern} in a stream` },
  );
  await reader?.cancel();
}

describe.each(modes)("what workers share in %s", (mode) => {
  const dataFile = join(outsideDirectory(), `data-${mode}`);
  const flag = join(outsideDirectory(), `not-ready-${mode}`);
  let server: RunningServer;
  beforeAll(async () => {
    writeFileSync(dataFile, "one");
    server = await STARTS[mode](home)({
      DATA: dataFile,
      FLAG: flag,
      OPTIONS: `{
        metrics: true,
        onStart: ({ worker }) => { globalThis.worker = worker; },
        health: { check: () => worker === 0 || !process.getBuiltinModule("node:fs").existsSync(process.env.FLAG) },
      }`,
    });
  }, 60_000);

  test("an invalidation reaches the page caches of all when it resolves", async () => {
    const pids = new Set<number>();
    await until(
      async () => {
        const { data, pid } = await read(server);
        expect(data).toBe("one");
        return pids.add(pid).size === 2;
      },
      { what: "the page from both" },
    );
    for (const data of ["two", "three", "four"]) {
      writeFileSync(dataFile, data);
      await post(server, "/api/invalidate");
      const seen = await readAll(server);
      expect(new Set(seen.map((page) => page.data))).toEqual(new Set([data]));
      expect(new Set(seen.map(({ pid }) => pid)).size).toBe(2);
    }
  });

  test("a page that was being rendered during an invalidation is not cached", async () => {
    writeFileSync(dataFile, "before");
    const begun = readAll(server, "/slow-cached");
    await until(() => new Set(server.log().match(/reads before in \d+/g)).size === 2, {
      what: "renders in both",
    });
    writeFileSync(dataFile, "after");
    await post(server, "/api/invalidate");
    await begun;
    const seen = await readAll(server, "/slow-cached");
    expect(new Set(seen.map(({ data }) => data))).toEqual(new Set(["after"]));
  }, 30_000);

  test("a channel reaches those who listen at all of them", async () => {
    const streams = await Promise.all(Array.from({ length: 8 }, () => askPid(server, "/api/news")));
    await logged(server, "listens", 8);
    const { pid } = await (await post(server, "/api/news")).json();
    await Promise.all(streams.map((stream) => textUntil(stream, new RegExp(`from ${pid}`))));
  }, 30_000);

  test("live pages are told of what another worker has changed", async () => {
    const [, topics = ""] = / data-live="([^"]+)"/.exec(await (await askPid(server, "/live")).text()) ?? [];
    const path = `/_bunsen/live?${new URLSearchParams({ topics, age: "0" })}`;
    // Without this header it is the liveness check.
    const headers = { accept: "text/event-stream", connection: "close" };
    const streams = await Promise.all(Array.from({ length: 8 }, () => server.fetch(path, { headers })));
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
    const told = streams.map((stream) => textUntil(stream, /^data:/m));
    await post(server, "/api/invalidate");
    await Promise.all(told);
  }, 30_000);

  test("readiness speaks for all", async () => {
    const statuses = async (): Promise<number[]> =>
      Promise.all(Array.from({ length: 10 }, async () => (await askPid(server, "/_bunsen/ready")).status));
    expect(new Set(await statuses())).toEqual(new Set([200]));
    writeFileSync(flag, "");
    expect(new Set(await statuses())).toEqual(new Set([503]));
    rmSync(flag);
    expect(new Set(await statuses())).toEqual(new Set([200]));
    expect((await askPid(server, "/_bunsen/live")).status).toBe(200);
  });

  test("metrics are those of all, told apart by a label", async () => {
    const text = await (await askPid(server, "/_bunsen/metrics")).text();
    const headings = text.match(/^# HELP \w+/gm) ?? [];
    expect(new Set(headings).size).toBe(headings.length);
    for (const worker of [0, 1]) expect(text).toMatch(new RegExp(`^http_\\w+_count{worker="${worker}"`, "m"));
    await server.stop();
  });
});

test("a cron job runs once, without a store that instances share", async () => {
  const server = run(home, "bun", {
    PORT: "0",
    OPTIONS: `{
      onStart({ worker }) {
        const now = Date.now;
        const shift = Math.max(59_500 - (now() % 60_000), 0);
        Date.now = () => now() + shift;
        setTimeout(() => console.log("the minute is over in", worker), 1200);
      },
      cron: { tick: { schedule: "* * * * *", run: () => console.log("ran tick") } },
    }`,
  });
  await logged(server, "the minute is over in", 2);
  expect(count(server.log(), "ran tick")).toBe(1);
  await server.stop();
}, 30_000);

test("a file store is refused", async () => {
  const server = run(home, "bun", { PORT: "0", CACHE_DIR: join(outsideDirectory(), "pages") });
  expect(await server.exited).toBe(1);
  expect(count(server.log(), "[FILE_STORE_OF_WORKERS]")).toBe(1);
});

test("a worker that is started again hears the others", async () => {
  const dataFile = join(outsideDirectory(), "data-again");
  writeFileSync(dataFile, "one");
  const server = await STARTS.bun(home)({ DATA: dataFile });
  const [killed = 0] = await pidsOf(server, 2);
  process.kill(killed, "SIGKILL");
  await logged(server, "code=WORKER_ENDED");
  await pidsOf(server, 2);
  await readAll(server);
  writeFileSync(dataFile, "two");
  await post(server, "/api/invalidate");
  expect(new Set((await readAll(server)).map(({ data }) => data))).toEqual(new Set(["two"]));
  await server.stop();
}, 30_000);
