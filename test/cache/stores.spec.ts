import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildAlone, buildApp, builtFiles } from "../support/build.ts";
import { whenDone } from "../support/cleanup.ts";
import { writeApp } from "../support/fixture.ts";
import { outsideDirectory } from "../support/paths.ts";
import { startRedis, type TestRedis } from "../support/redis.ts";
import { type RunningServer, startBuilt } from "../support/serve.ts";
import { until } from "../support/until.ts";
import { CACHE_APP, cacheAppOf } from "./app.ts";
import { ask, askHit, rendersOf, tell } from "./asking.ts";

/** Part of the key, so several instances need the same one. */
const ORIGIN = "http://shop.example";
/** Milliseconds that a store which is away may cost a request. */
const MOST_DELAY = 100;
/** Less than any deadline that would be hit if it hung, more than what a busy machine adds to a request. */
const HANG = 900;

let home: string;
beforeAll(async () => {
  home = await builtFiles(CACHE_APP);
});

async function start(environment: Record<string, string>, directory = home): Promise<RunningServer> {
  const server = await startBuilt(directory, { environment: { ORIGIN, ...environment } });
  whenDone(() => server.stop());
  return server;
}

/** A server that has asked Redis before: the first request pays for the connection. */
async function startOn(redis: TestRedis): Promise<RunningServer> {
  const server = await start({ REDIS_URL: redis.url });
  await ask(server, another("/plain"));
  return server;
}

/**
 * Holds a conversation with two instances that share one Redis. An instance that Redis does not answer within 50 ms
 * renders by itself, by design: if a busy machine made Redis late, what fails says nothing, and new instances are asked.
 */
async function withTwoOnRedis(converse: (first: RunningServer, second: RunningServer) => Promise<void>) {
  for (let round = 1; ; round++) {
    const redis = await startRedis();
    const servers = [await startOn(redis), await startOn(redis)] as const;
    try {
      return await converse(...servers);
    } catch (error) {
      const stats = await Promise.all(servers.map(statsOf));
      const wasLate = stats.some(({ storeFailures }) => storeFailures > 0);
      if (!wasLate || round === 5) throw error;
      await Promise.all(servers.map((server) => server.stop()));
    }
  }
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Asks for pages that are nowhere yet, of a server and of one that has no store, in turns. */
async function expectNoDelay(server: RunningServer, control: RunningServer): Promise<void> {
  const delays: number[] = [];
  for (let count = 0; count < 7; count++) {
    const usual = await millisecondsOf(() => ask(control, another("/plain")));
    const took = await millisecondsOf(() => ask(server, another("/plain")));
    expect(took).toBeLessThan(HANG);
    delays.push(took - usual);
  }
  expect(delays.sort((a, b) => a - b)[3]).toBeLessThan(MOST_DELAY);
}

const statsOf = async (server: RunningServer) => (await server.fetch("/api/stats")).json();
const another = (path: string): string => `${path}?${crypto.randomUUID()}`;

describe("two instances on one Redis", () => {
  test("render a page once for both", () =>
    withTwoOnRedis(async (first, second) => {
      const path = another("/slow");
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, index) => ask(index % 2 === 0 ? first : second, path)),
      );
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect((await rendersOf(first, "slow")) + (await rendersOf(second, "slow"))).toBe(1);
      expect((await statsOf(first)).store).toBe("redis");
      // With an origin there is nothing to say of hosts.
      expect(first.log()).not.toContain("CACHE_FOR_ANY_HOST");
    }));

  test("hear at once what the other one invalidates", () =>
    withTwoOnRedis(async (first, second) => {
      for (const how of ["path=/twin", "tag=both", "all=1"]) {
        await ask(first, "/twin");
        await askHit(second, "/twin");
        await tell(first, "POST", `/api/revalidate?${how}`);
        expect((await ask(second, "/twin")).cache, how).toBe("MISS");
      }
    }));

  test("refresh a stale page once", () =>
    withTwoOnRedis(async (first, second) => {
      const path = another("/stale");
      const old = await ask(first, path);
      expect((await ask(second, path)).text).toBe(old.text);
      await Bun.sleep(500);
      const both = await Promise.all([ask(first, path), ask(second, path)]);
      expect(both.map(({ cache }) => cache)).toEqual(["STALE", "STALE"]);
      const renders = async () => (await rendersOf(first, "stale")) + (await rendersOf(second, "stale"));
      await expect.poll(renders).toBe(2);
      await Bun.sleep(200);
      expect(await renders()).toBe(2);
    }));

  test("wait for the render of one that dies no longer than its lock", { timeout: 60_000 }, async () => {
    const redis = await startRedis();
    const first = await startOn(redis);
    const second = await startOn(redis);
    const gate = crypto.randomUUID();
    await tell(first, "PUT", `/api/gates/${gate}`);
    const lost = ask(first, `/gated/${gate}`).catch(() => "lost");
    await until(async () => (await rendersOf(first, "gated/[gate]")) === 1, { what: "the render to begin" });
    process.kill(first.process.pid, "SIGKILL");
    expect(await lost).toBe("lost");
    const took = await millisecondsOf(async () => {
      expect((await ask(second, `/gated/${gate}`)).cache).toBe("MISS");
    });
    expect(took).toBeLessThan(12_000);
  });
});

describe("Redis away", () => {
  test("from the start: pages come as fast as without it, and are kept in memory", async () => {
    const redis = await startRedis();
    await redis.kill();
    const server = await start({ REDIS_URL: redis.url });
    await expectNoDelay(server, await start({}));
    await askHit(server, "/plain");
    const lines = server
      .log()
      .split("\n")
      .filter((line) => line.includes('The cache store "redis" fails'));
    expect(lines).toHaveLength(1);
    expect((await statsOf(server)).storeFailures).toBeGreaterThan(0);
  });

  test("silent, and back: no request waits, and what was invalidated meanwhile is gone", async () => {
    const redis = await startRedis();
    const first = await startOn(redis);
    const second = await startOn(redis);
    await ask(first, "/twin");
    const kept = await askHit(second, "/twin");
    const control = await start({});
    await ask(control, "/twin");
    redis.freeze();
    await expectNoDelay(first, control);
    await tell(first, "POST", "/api/revalidate?path=/twin");
    expect((await ask(first, "/twin")).cache).toBe("MISS");
    redis.resume();
    const logOfFirst = async () => {
      await ask(first, another("/plain"));
      return first.log();
    };
    await expect.poll(logOfFirst).toContain('The cache store "redis" is back.');
    await expect.poll(async () => (await ask(second, "/twin")).text).not.toBe(kept.text);
  });

  test("killed and started again: the cache heals", async () => {
    const redis = await startRedis();
    const server = await start({ REDIS_URL: redis.url });
    await askHit(server, "/plain");
    await redis.kill();
    expect((await ask(server, "/plain")).cache).toBe("HIT");
    expect((await ask(server, another("/plain"))).response.status).toBe(200);
    await redis.start();
    const stored = async () => {
      await ask(server, another("/plain"));
      return String(await redis.command("DBSIZE"));
    };
    await expect.poll(stored).not.toMatch(/^[0-2]$/);
  });

  test("out of memory: pages keep coming", async () => {
    const redis = await startRedis("--maxmemory", "1", "--maxmemory-policy", "noeviction");
    const server = await start({ REDIS_URL: redis.url });
    await askHit(server, "/plain");
    expect((await ask(server, another("/large"))).cache).toBe("MISS");
  });
});

describe("files", () => {
  const directory = () => mkdtempSync(join(outsideDirectory(), "pages-"));

  test("a restart finds the pages; kill -9 included", async () => {
    const dir = directory();
    const first = await start({ CACHE_DIR: dir });
    const kept = await askHit(first, "/plain");
    await until(() => pagesIn(dir).length > 0, { what: "a file" });
    process.kill(first.process.pid, "SIGKILL");
    await first.process.exited;
    const second = await start({ CACHE_DIR: dir });
    const found = await ask(second, "/plain");
    expect([found.cache, found.text]).toEqual(["HIT", kept.text]);
    expect((await statsOf(second)).store).toBe("file");
  });

  test("a damaged file is a page that is not there", async () => {
    const dir = directory();
    const first = await start({ CACHE_DIR: dir });
    await askHit(first, "/plain");
    await until(() => pagesIn(dir).length > 0, { what: "a file" });
    await first.stop();
    for (const file of pagesIn(dir)) {
      const bytes = readFileSync(file);
      bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    }
    const second = await start({ CACHE_DIR: dir });
    expect((await ask(second, "/plain")).cache).toBe("MISS");
    expect((await ask(second, "/plain")).response.status).toBe(200);
  });

  test("another build never sends the pages of this one, and clears them away", async () => {
    const dir = directory();
    const first = await start({ CACHE_DIR: dir });
    await askHit(first, "/plain");
    await until(() => pagesIn(dir).length > 0, { what: "a file" });
    const [old] = pagesIn(dir);
    await first.stop();
    const changed = cacheAppOf("plain");
    changed["src/pages/plain.tsx"] = String(changed["src/pages/plain.tsx"]).replace(
      "<main>",
      "<main id='new'>",
    );
    const second = await start({ CACHE_DIR: dir }, await buildAlone(writeApp(changed)));
    const answered = await ask(second, "/plain");
    expect([answered.cache, answered.text.includes('id="new"')]).toEqual(["MISS", true]);
    await until(() => !pagesIn(dir).includes(old ?? ""), { what: "the old build's page to be gone" });
  });

  test("other public variables are another build", async () => {
    const dir = directory();
    const first = await start({ CACHE_DIR: dir, SHOP_NAME: "one" });
    await askHit(first, "/plain");
    await until(() => pagesIn(dir).length > 0, { what: "a file" });
    await first.stop();
    const second = await start({ CACHE_DIR: dir, SHOP_NAME: "two" });
    expect((await ask(second, "/plain")).cache).toBe("MISS");
  });

  test("a directory that cannot be written costs nothing but a line in the log", async () => {
    const dir = directory();
    const file = join(dir, "not-a-directory");
    writeFileSync(file, "");
    chmodSync(file, 0o400);
    const server = await start({ CACHE_DIR: join(file, "pages") });
    await askHit(server, "/plain");
    expect((await ask(server, another("/plain"))).response.status).toBe(200);
    await expect.poll(() => server.log().match(/The cache store "file" fails/g)).toHaveLength(1);
    expect(statSync(file).isFile()).toBe(true);
  });

  test("a directory whose files are sent to visitors is refused", async () => {
    const served = join(home, "dist/client/pages");
    await expect(start({ CACHE_DIR: served })).rejects.toThrow(/cache directory .* is inside of .*client/);
  });
});

test("a build connects to no store and warms nothing, its smoke test included", async () => {
  let connections = 0;
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: { open: () => void connections++, data: () => undefined },
  });
  whenDone(() => listener.stop(true));
  const files = {
    ...cacheAppOf("plain"),
    "src/pages/still.tsx":
      "export const config = { cachePage: true, prerender: true };\nexport default () => <h1>still</h1>;\n",
  };
  const { code, output } = await buildApp(writeApp(files), {
    REDIS_URL: `redis://127.0.0.1:${listener.port}`,
  });
  expect(code, output).toBe(0);
  expect(connections).toBe(0);
});

describe("warm", () => {
  const server = 'import { defineServer } from "@bunsen/runtime";\n';
  const warming = (warm: string[]) => ({
    ...cacheAppOf("plain", "chosen"),
    "src/server.ts": `${server}export default defineServer({ cache: { warm: ${JSON.stringify(warm)} } });\n`,
  });

  test("renders pages once the server listens", async () => {
    const warmed = await buildAlone(writeApp(warming(["/plain", "/chosen?page=2", "/index-of-nothing"])));
    const server = await start({}, warmed);
    await expect.poll(() => server.log()).toContain("cache.warm names /index-of-nothing");
    // The first visitor's key: the host of the origin that was configured.
    const stats = await statsOf(server);
    expect([stats.renders, stats.entries]).toEqual([2, 2]);
    expect((await ask(server, "/plain")).cache).toBe("HIT");
    expect((await ask(server, "/chosen?page=2&x=1")).cache).toBe("HIT");
    const unknown = await startBuilt(warmed);
    whenDone(() => unknown.stop());
    await expect.poll(() => unknown.log()).toContain("cache.warm needs the public origin");
  });
});

function pagesIn(dir: string): string[] {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true });
  return files
    .filter(({ name }) => name.endsWith(".page"))
    .map(({ parentPath, name }) => join(parentPath, name));
}
