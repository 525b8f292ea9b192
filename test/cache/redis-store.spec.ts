import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { CacheStore, Invalidation } from "../../packages/runtime/src/api/cache-store.ts";
import { testCacheStore } from "../../packages/runtime/src/cache/store-test.ts";
import { redisStore } from "../../packages/runtime/src/cache/stores/redis.ts";
import { testPage, textOf } from "../../packages/runtime/src/cache/test-pages.ts";
import { whenDone } from "../support/cleanup.ts";
import { bunProgram, outsideDirectory, repository } from "../support/paths.ts";
import { type RunningProcess, startProcess } from "../support/process.ts";
import { startRedis, type TestRedis } from "../support/redis.ts";
import { until } from "../support/until.ts";

let shared: TestRedis;
beforeAll(async () => {
  shared = await startRedis();
});

testCacheStore({
  describe,
  test,
  sharedBy: "processes",
  create: () => {
    const keyPrefix = `${randomUUID()}:`;
    return { store: () => connectedOnceOpen(redisStore({ url: shared.url, keyPrefix })) };
  },
});

/** Opening waits 50 ms for Redis, and then leaves the store without it for a while: a busy machine may need more. */
function connectedOnceOpen(store: CacheStore): CacheStore {
  const open = store.open?.bind(store);
  store.open = async (...options) => {
    await open?.(...options);
    await until(() => answers(store), { what: "a connection to Redis" });
  };
  return store;
}

/** Milliseconds that show that nothing was waited for, of a median: a machine does other things too. */
const AT_ONCE = 40;
/** Milliseconds within which what does not wait for Redis is done on a busy machine; the shortest wait for it is 5 s. */
const SOON = 2000;

interface Opened {
  store: CacheStore;
  heard: Invalidation[];
}

async function openOnce(redis: TestRedis, namespace = "build-1"): Promise<Opened> {
  const store = redisStore({ url: redis.url });
  whenDone(() => store.close?.());
  const heard: Invalidation[] = [];
  await store.open?.(namespace, (what) => heard.push(what));
  return { store, heard };
}

/** Opens a store until it is connected: opening waits 50 ms for that, which a busy machine may need. */
function open(redis: TestRedis, namespace?: string): Promise<Opened> {
  return until(
    async () => {
      const opened = await openOnce(redis, namespace);
      if (await answers(opened.store)) return opened;
      opened.store.close?.();
    },
    { what: "a store that is connected" },
  );
}

/** How long something took, in milliseconds, and that it failed as a store may. */
async function failing(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await expect((async () => work())()).rejects.toMatchObject({ code: "CACHE_STORE_UNAVAILABLE" });
  return performance.now() - begun;
}

const median = (numbers: number[]): number =>
  numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** Reads that fail, one after the other: what is usual, in milliseconds. */
async function usualFailure(store: CacheStore, rounds = 20): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await failing(() => store.read("a")));
  return median(times);
}

const write = async (store: CacheStore, key: string, tags: string[] = []): Promise<boolean> =>
  store.write(key, testPage({ text: key, tags }), await store.clock());

const answers = async (store: CacheStore): Promise<boolean> =>
  (await Promise.resolve(store.clock()).catch(() => undefined)) !== undefined;

const isBack = (store: CacheStore): Promise<boolean> =>
  until(() => answers(store), { deadline: 5000, what: "the store to work again" });

describe("Redis away", () => {
  test("at the start: everything fails at once, and works when it comes", async () => {
    const redis = await startRedis();
    await redis.kill();
    const begun = performance.now();
    const { store, heard } = await openOnce(redis);
    expect(performance.now() - begun).toBeLessThan(SOON);
    for (const work of [() => store.read("a"), () => store.clock(), () => store.lock?.("a", 1)]) {
      const times = [await failing(work), await failing(work), await failing(work)];
      expect(median(times)).toBeLessThan(AT_ONCE);
    }
    await redis.start();
    await isBack(store);
    expect(heard).toEqual([{ kind: "all" }]);
    expect(await write(store, "a")).toBe(true);
  });

  test("for a while: fails at once, heals, and knows what it has missed", async () => {
    const redis = await startRedis();
    const { store, heard } = await open(redis);
    await write(store, "a");
    const since = await store.clock();
    await redis.kill();
    await until(
      () =>
        Promise.resolve(store.read("a")).then(
          () => false,
          () => true,
        ),
      { what: "the outage" },
    );
    expect(await usualFailure(store)).toBeLessThan(AT_ONCE);
    await Bun.sleep(500);
    await redis.start();
    await isBack(store);
    expect(heard).toEqual([{ kind: "all" }]);
    expect(await store.clock(), "the clock never goes back").toBeGreaterThan(since);
    expect(await store.write("a", testPage(), since), "rendered before the loss").toBe(false);
    expect(await write(store, "a")).toBe(true);
  });

  test("silent: one wait of 50 ms, then none; nothing is lost when it answers soon", async () => {
    const redis = await startRedis();
    const { store, heard } = await open(redis);
    await write(store, "a");
    redis.freeze();
    const begun = performance.now();
    const usual = Bun.sleep(50).then(() => performance.now() - begun);
    const first = await Promise.all([1, 2, 3].map(() => failing(() => store.read("a"))));
    expect(Math.max(...first) - (await usual)).toBeLessThan(45);
    expect(await usualFailure(store)).toBeLessThan(AT_ONCE);
    redis.resume();
    await isBack(store);
    expect(textOf(await store.read("a"))).toBe("a");
    expect(heard).toEqual([]);
  });

  test("silent for long: heals all the same", async () => {
    const redis = await startRedis();
    const { store, heard } = await open(redis);
    await write(store, "a");
    redis.freeze();
    await failing(() => store.read("a"));
    const times: number[] = [];
    for (let round = 0; round < 30; round++) {
      times.push(await failing(() => store.read("a")));
      await Bun.sleep(100);
    }
    expect(median(times)).toBeLessThan(AT_ONCE);
    redis.resume();
    await isBack(store);
    expect(textOf(await store.read("a")), "the same Redis still has it").toBe("a");
    expect(heard).toEqual([{ kind: "all" }]);
  });

  test("silent at the start: opening does not wait for it", async () => {
    const redis = await startRedis();
    redis.freeze();
    const begun = performance.now();
    const { store } = await openOnce(redis);
    expect(performance.now() - begun).toBeLessThan(SOON);
    expect(await usualFailure(store, 3)).toBeLessThan(AT_ONCE);
    redis.resume();
    await isBack(store);
  });
});

describe("an invalidation", () => {
  test("made while Redis is silent holds before anything is read again, on every process", async () => {
    const redis = await startRedis();
    const [one, other] = [await open(redis), await open(redis)];
    await write(one.store, "a", ["x"]);
    await write(one.store, "b");
    redis.freeze();
    await failing(() => one.store.read("a"));
    const times = [];
    for (let round = 0; round < 3; round++)
      times.push(await failing(() => one.store.invalidate({ kind: "tag", tag: "x" })));
    expect(median(times)).toBeLessThan(AT_ONCE);
    redis.resume();
    await isBack(one.store);
    expect(await one.store.read("a")).toBeUndefined();
    expect(await other.store.read("a")).toBeUndefined();
    expect(textOf(await one.store.read("b"))).toBe("b");
    expect(other.heard).toContainEqual({ kind: "tag", tag: "x" });
  });

  test("does not wait for ever for a process that is frozen", async () => {
    const redis = await startRedis();
    const one = await open(redis);
    await open(redis);
    const key = String(await redis.command("PUBSUB", "CHANNELS", "*:c")).split(",")[0] ?? "";
    expect(key).not.toBe("");
    // A subscriber that never answers.
    const { RedisClient } = await import("bun");
    const frozen = new RedisClient(redis.url);
    await frozen.connect();
    await frozen.subscribe(key, () => undefined);
    whenDone(() => frozen.close());
    const begun = performance.now();
    await one.store.invalidate({ kind: "all" });
    const milliseconds = performance.now() - begun;
    expect(milliseconds).toBeGreaterThan(240);
    expect(milliseconds).toBeLessThan(SOON);
  });

  test("is quick among processes that answer", async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => open(shared, "quick")));
    const begun = performance.now();
    for (let round = 0; round < 20; round++)
      await stores[0]?.store.invalidate({ kind: "tag", tag: `${round}` });
    expect((performance.now() - begun) / 20).toBeLessThan(100);
    for (const { heard } of stores.slice(1)) expect(heard).toHaveLength(20);
  });

  test("of ten thousand names forgets the oldest and what is older, not the rest", async () => {
    const { store } = await open(await startRedis());
    await write(store, "old");
    for (let batch = 0; batch < 100; batch++) {
      await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          store.invalidate({ kind: "tag", tag: `${batch}-${index}` }),
        ),
      );
    }
    expect(textOf(await store.read("old"))).toBe("old");
    await write(store, "new");
    await store.invalidate({ kind: "tag", tag: "one more" });
    expect(await store.read("old")).toBeUndefined();
    expect(textOf(await store.read("new"))).toBe("new");
  });
});

describe("what Redis loses", () => {
  test("by FLUSHALL: what was rendered before is refused", async () => {
    const redis = await startRedis();
    const { store } = await open(redis);
    await write(store, "a");
    const since = await store.clock();
    await redis.command("FLUSHALL");
    expect(await store.read("a")).toBeUndefined();
    expect(await store.write("a", testPage(), since)).toBe(false);
    expect(await store.clock()).toBeGreaterThan(since);
    expect(await write(store, "a")).toBe(true);
  });

  test("by eviction of the record of invalidations: no page is read without it", async () => {
    const redis = await startRedis();
    const { store } = await open(redis);
    await write(store, "a");
    for (const key of (await redis.command("KEYS", "*:i")) as string[]) await redis.command("DEL", key);
    expect(await store.read("a")).toBeUndefined();
    await store.clock();
    expect(await store.read("a")).toBeUndefined();
  });

  test("by a restart from an old snapshot: its pages may be invalid, so none is read", async () => {
    const redis = await startRedis("--save", "3600 1", "--dbfilename", "dump.rdb", "--appendonly", "no");
    const { store } = await open(redis);
    await write(store, "a", ["x"]);
    await redis.command("SAVE");
    const directory = String(((await redis.command("CONFIG", "GET", "dir")) as { dir?: string }).dir);
    await store.invalidate({ kind: "tag", tag: "x" });
    store.close?.();
    await redis.kill();
    await redis.start("--dir", directory, "--dbfilename", "dump.rdb");
    expect(await redis.command("KEYS", "*:p:*")).toHaveLength(1);
    const again = await open(redis);
    expect(await again.store.read("a")).toBeUndefined();
  });
});

describe("a clock that was ahead", () => {
  test("of another instance: what it wrote is a page for it alone", async () => {
    const redis = await startRedis();
    const [one, other] = [await open(redis), await open(redis)];
    const renderedAt = Date.now() + 3_600_000;
    const ahead = vi.spyOn(Date, "now").mockReturnValue(renderedAt);
    whenDone(() => ahead.mockRestore());
    expect(await one.store.write("a", testPage({ renderedAt }), await one.store.clock())).toBe(true);
    ahead.mockRestore();
    expect(await other.store.read("a")).toBeUndefined();
    expect(await write(other.store, "a")).toBe(true);
    expect(textOf(await one.store.read("a"))).toBe("a");
  });

  test("of Redis itself, when its record of invalidations is lost: no page of before is read", async () => {
    const redis = await startRedis();
    const first = await open(redis);
    await write(first.store, "a", ["x"]);
    first.store.close?.();
    const keys = (await redis.command("KEYS", "bunsen:*:i")) as string[];
    // As if evicted, and made again by a Redis whose clock has been set back meanwhile.
    await redis.command("DEL", ...keys);
    await redis.command("ZADD", String(keys[0]), "1000", "floor");
    const { store } = await open(redis);
    expect(await store.read("a")).toBeUndefined();
    await store.invalidate({ kind: "tag", tag: "x" });
    expect(await store.read("a")).toBeUndefined();
    expect(await write(store, "a", ["x"])).toBe(true);
    expect(textOf(await store.read("a"))).toBe("a");
  });
});

describe("a Redis", () => {
  test("without memory refuses pages and keeps those it has; an invalidation holds", async () => {
    const redis = await startRedis();
    const { store } = await open(redis);
    await write(store, "a", ["x"]);
    const since = await store.clock();
    await redis.command("CONFIG", "SET", "maxmemory", "1");
    await failing(() => store.write("b", testPage(), since));
    expect(textOf(await store.read("a"))).toBe("a");
    await store.invalidate({ kind: "tag", tag: "x" });
    expect(await store.read("a")).toBeUndefined();
    await redis.command("CONFIG", "SET", "maxmemory", "0");
    expect(await store.write("a", testPage({ tags: ["x"] }), since)).toBe(false);
    await isBack(store);
    expect(await write(store, "a")).toBe(true);
  });

  test("that became a replica is not used, until it is master again", async () => {
    const redis = await startRedis();
    const { store } = await open(redis);
    const since = await store.clock();
    await redis.command("REPLICAOF", "127.0.0.1", "1");
    await failing(() => store.write("a", testPage(), since));
    await failing(() => store.read("a"));
    await failing(() => store.invalidate({ kind: "all" }));
    await redis.command("REPLICAOF", "NO", "ONE");
    await isBack(store);
    expect(await write(store, "a")).toBe(true);
  });

  test("with other things under our keys: misses, and pages again after the next write", async () => {
    const redis = await startRedis();
    const { store } = await open(redis);
    await write(store, "a");
    const [page = ""] = (await redis.command("KEYS", "*:p:*")) as string[];
    const [record = ""] = (await redis.command("KEYS", "*:i")) as string[];
    const hostile: [string, string, ...string[]][] = [
      ["SET", page, "garbage"],
      ["SET", page, ""],
      ["SETRANGE", page, String(40 * 1024 * 1024), "x"],
      ["HSET", page, "a", "b"],
      ["SET", record, "garbage"],
      ["HSET", record, "a", "b"],
    ];
    for (const [name, key, ...rest] of hostile.map(
      ([name, ...rest]) => [name, ...rest] as [string, string, ...string[]],
    )) {
      await redis.command("DEL", key);
      await redis.command(name, key, ...rest);
      expect(await store.read("a")).toBeUndefined();
      expect(await write(store, "a"), `after ${name}`).toBe(true);
      expect(textOf(await store.read("a"))).toBe("a");
    }
  });

  test("with a password: no message holds it", async () => {
    const redis = await startRedis("--requirepass", "right-secret");
    const wrong = redisStore({ url: redis.url.replace("//", "//user:wrong%2Fsecret@") });
    whenDone(() => wrong.close?.());
    await wrong.open?.("build-1", () => undefined);
    const error = await Promise.resolve(wrong.read("a")).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "CACHE_STORE_UNAVAILABLE" });
    expect(Bun.inspect(error)).toContain(String(redis.port));
    expect(Bun.inspect(error)).not.toMatch(/wrong|secret/);
    const right = redisStore({ url: redis.url.replace("//", "//:right-secret@") });
    whenDone(() => right.close?.());
    await right.open?.("build-1", () => undefined);
    expect(await write(right, "a")).toBe(true);
    expect(() => redisStore({ url: "redis//user:right-secret@host" })).not.toThrow(/secret/);
    expect(() => redisStore({ url: "redis//user:right-secret@host" })).toThrow("REDIS_URL");
  });

  test("keeps nothing longer than the page", async () => {
    const redis = await startRedis();
    const { store } = await open(redis);
    await store.write("a", testPage({ fresh: 5, stale: 5 }), await store.clock());
    const [page = ""] = (await redis.command("KEYS", "*:p:*")) as string[];
    const left = Number(await redis.command("PTTL", page));
    expect(left).toBeGreaterThan(8000);
    expect(left).toBeLessThanOrEqual(10_000);
    for (const key of (await redis.command("KEYS", "*")) as string[]) {
      expect(Number(await redis.command("PTTL", key)), key).toBeGreaterThan(0);
    }
  });
});

test("a new build removes what dead ones left, and nothing of others", async () => {
  const redis = await startRedis();
  const others = ["bunsen", "bunsen:mine", "bunsen:0123456789abcdef:other", "other:0123456789abcdef:i", "x"];
  for (const key of others) await redis.command("SET", key, "1");
  const dead = await open(redis, "dead");
  await write(dead.store, "a");
  dead.store.close?.();
  const [aliveKey = ""] = (await redis.command("KEYS", "*:a")) as string[];
  await redis.command("DEL", aliveKey);
  const living = await open(redis, "living");
  await write(living.store, "a");
  const fresh = await open(redis, "fresh");
  await write(fresh.store, "a");
  const isSwept = async (): Promise<boolean> => {
    const keys = (await redis.command("KEYS", "*")) as string[];
    return !keys.some((key) => key.startsWith(aliveKey.slice(0, -1)));
  };
  await until(isSwept, { what: "the sweep" });
  const left = (await redis.command("KEYS", "*")) as string[];
  expect(left.filter((key) => others.includes(key)).sort()).toEqual(others.sort());
  expect(textOf(await living.store.read("a"))).toBe("a");
  expect(textOf(await fresh.store.read("a"))).toBe("a");
});

/** Another process with a store: says what it hears, locks "key" at once, and ends when it is told to stop. */
const OTHER = `
const { redisStore } = await import(${JSON.stringify(`${repository}/packages/runtime/src/cache/stores/redis.ts`)});
const store = redisStore({ url: process.argv[1] });
await store.open("build-1", (what) => console.log("heard " + JSON.stringify(what)));
console.log("locked " + Boolean(await store.lock("key", 2)));
process.on("SIGTERM", () => store.close());`;

const heardBy = (other: RunningProcess): string[] =>
  other
    .log()
    .split("\n")
    .filter((line) => line.startsWith("heard"));

describe("another process", () => {
  test("hears, locks, may freeze, and may die with a lock", async () => {
    const redis = await startRedis();
    const { store, heard } = await open(redis);
    const other = startProcess(bunProgram, ["-e", OTHER, redis.url], { cwd: outsideDirectory() });
    await until(() => other.log().includes("locked true"), { what: "the other's lock" });
    expect(await store.lock?.("key", 1)).toBeUndefined();

    await store.invalidate({ kind: "path", path: "/é" });
    // Its answer and its output take different ways.
    await until(() => heardBy(other).length === 1, { what: "the message", deadline: 1000 });
    expect(heardBy(other)).toEqual(['heard {"kind":"path","path":"/é"}']);

    process.kill(other.pid, "SIGSTOP");
    const begun = performance.now();
    await store.invalidate({ kind: "tag", tag: "x" });
    expect(performance.now() - begun).toBeLessThan(SOON);
    process.kill(other.pid, "SIGCONT");
    await until(() => heardBy(other).length === 2, { what: "the message that was waiting" });

    process.kill(other.pid, "SIGKILL");
    await other.exited;
    await until(async () => Boolean(await store.lock?.("key", 1)), {
      what: "the end of its lock",
      deadline: 4000,
    });
    expect(heard).toEqual([]);
  });

  test("ends by itself after close, and with nothing unhandled", async () => {
    const redis = await startRedis();
    const other = startProcess(bunProgram, ["-e", OTHER, redis.url], { cwd: outsideDirectory() });
    await until(() => other.log().includes("locked true"), { what: "the other's lock" });
    await redis.kill();
    await Bun.sleep(300);
    expect(await other.stop()).toBe(0);
    expect(other.log()).toBe("locked true\n");
  });
});

test("after close nothing keeps the process", async () => {
  const redis = await startRedis();
  const { store } = await open(redis);
  store.close?.();
  await failing(() => store.read("a"));
  await until(async () => !String(await redis.command("CLIENT", "LIST")).includes("sub=2"), {
    what: "the end",
  });
});
