import { describe, expect, test, vi } from "vitest";
import { fakeStore } from "./fake-store.test-support.ts";
import { Unstored } from "./model/unstored.ts";
import {
  cacheOf,
  found,
  MB,
  path,
  populateTask,
  respondingWith,
  slowTask,
  textOf,
} from "./page-cache.test-support.ts";
import type { Outcome, PageCache, Populated } from "./page-cache.ts";
import { quietLog } from "./quiet-log.test-support.ts";
import { memoryStore } from "./stores/memory.ts";
import { testPage } from "./test-pages.ts";

quietLog();

describe("of memory alone", () => {
  test("a page is rendered once, then found", async () => {
    const cache = cacheOf();
    const task = populateTask();
    expect(cache.find("a")).toBeUndefined();
    const texts = await Promise.all([1, 2, 3].map(() => textOf(cache.obtain("a", task))));
    expect(new Set(texts)).toEqual(new Set(["render 1"]));
    expect(await found(cache)).toBe("render 1");
    expect(cache.find("b")).toBeUndefined();
    expect(cache.stats).toMatchObject({ store: "memory", renders: 1, entries: 1, storeFailures: 0 });
  });

  test("the options of memoryStore() are its bounds", async () => {
    const cache = cacheOf(memoryStore({ maxMB: 1, maxEntries: 2 }));
    for (const key of ["a", "b", "c"]) await cache.obtain(key, populateTask());
    expect(["a", "b", "c"].filter((key) => cache.find(key))).toEqual(["b", "c"]);
    await cache.obtain("large", populateTask({ body: new Uint8Array(MB) }));
    expect([cache.find("large"), cache.stats.entries]).toEqual([undefined, 2]);
  });

  test("a page that grows, because it is made in another coding, is counted, and makes room for it", async () => {
    const brotli = new Request("http://a.example/", { headers: { "accept-encoding": "br" } });
    const text = "lorem ipsum ".repeat(5000);
    const page = () => populateTask({ text });
    const grow = async (cache: PageCache) => {
      for (let count = 0; count < 2; count++) await cache.find("a")?.variantFor(brotli);
    };
    const cache = cacheOf();
    await cache.obtain("a", page());
    const before = cache.stats.bytes;
    await grow(cache);
    expect(cache.stats.bytes).toBeGreaterThan(before + 700);
    expect(cache.stats.bytes).toBe((cache.find("a")?.bytes ?? 0) + 1);
    // As many as there is room for, then one more byte.
    const full = cacheOf(memoryStore({ maxMB: (2 * before + 700) / MB }));
    for (const key of ["b", "a"]) await full.obtain(key, page());
    expect(full.stats.entries).toBe(2);
    await grow(full);
    expect([full.stats.entries, full.find("b"), full.find("a") !== undefined]).toEqual([1, undefined, true]);
    const single = cacheOf(memoryStore({ maxMB: (before + 700) / MB }));
    await single.obtain("a", page());
    await grow(single);
    expect(single.stats).toMatchObject({ entries: 0, bytes: 0 });
  });

  test("a failure is everybody's who waits, and nothing is kept of it", async () => {
    const cache = cacheOf();
    const task = populateTask();
    task.render.mockRejectedValueOnce(new Error("broken"));
    const all = await Promise.allSettled([1, 2].map(() => cache.obtain("a", task)));
    expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await textOf(cache.obtain("a", task))).toBe("render 1");
  });

  test("a response for one visitor is taken once, and remembered for a while", async () => {
    vi.useFakeTimers();
    const cache = cacheOf();
    const outcomes = await Promise.all([1, 2, 3].map(() => cache.obtain("a", respondingWith("yours"))));
    const taken = outcomes.map((outcome) => ("unstored" in outcome ? outcome.unstored.take() : undefined));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect([cache.isAlone("a"), cache.isAlone("b"), cache.stats.entries]).toEqual([true, false, 0]);
    vi.advanceTimersByTime(5000);
    expect(cache.isAlone("a")).toBe(false);
    await cache.obtain("a", respondingWith("yours"));
    await cache.invalidate(path);
    expect(cache.isAlone("a")).toBe(false);
  });
});

describe("a response that failed", () => {
  /** A task whose renders end when they are told to, and fail in part. */
  function failingTask() {
    const { task, end, slow } = slowTask();
    const render = async (): Promise<Populated> => {
      await task.render();
      const body = new TextEncoder().encode(`failed ${slow.mock.calls.length}`);
      return { unstored: new Unstored(new Response(null, { status: 503 }), { hasFailed: true, body }) };
    };
    return { task: { ...task, render }, end, slow };
  }
  const taken = (outcome: Outcome) => ("unstored" in outcome ? outcome.unstored.take() : undefined);

  test("is everybody's who waits, and nobody's who asks later", async () => {
    const cache = cacheOf();
    const { task, end, slow } = failingTask();
    const waiting = Promise.all(Array.from({ length: 500 }, () => cache.obtain("a", task)));
    await vi.waitFor(() => expect(slow).toHaveBeenCalledOnce());
    end(0);
    const responses = (await waiting).map(taken);
    expect(await Promise.all(responses.map((response) => response?.text()))).toEqual(
      Array.from({ length: 500 }, () => "failed 1"),
    );
    expect(responses[499]?.status).toBe(503);
    expect([cache.find("a"), cache.isAlone("a"), cache.stats.renders]).toEqual([undefined, false, 1]);
    const later = Promise.all([1, 2].map(() => cache.obtain("a", task)));
    await vi.waitFor(() => expect(slow).toHaveBeenCalledTimes(2));
    end(1);
    for (const outcome of await later) expect(await taken(outcome)?.text()).toBe("failed 2");
    expect(cache.stats.renders).toBe(2);
  });

  test.each([
    [
      "in part",
      async () => ({ unstored: new Unstored(new Response(), { hasFailed: true, body: new Uint8Array() }) }),
    ],
    ["as a whole", () => Promise.reject(new Error("broken"))],
  ])("%s at once is not rendered again at once: many share the next render", async (_, render) => {
    const cache = cacheOf();
    const task = { path: "/", seconds: 1, render: vi.fn(render) };
    const obtain = () => cache.obtain("a", task).catch(() => undefined);
    await obtain();
    const begun = performance.now();
    const others = [];
    for (let count = 0; count < 5; count++) {
      others.push(obtain());
      await new Promise(setImmediate);
    }
    expect(task.render).toHaveBeenCalledOnce();
    await Promise.all(others);
    expect(task.render).toHaveBeenCalledTimes(2);
    expect(performance.now() - begun).toBeGreaterThan(90);
    await cache.invalidate(path);
    await obtain();
    expect(task.render).toHaveBeenCalledTimes(3);
  });

  test("is not waited for by other processes as long as the next ones fail, too", async () => {
    const { store } = fakeStore();
    const cache = cacheOf(store);
    const { task, end, slow } = failingTask();
    for (const round of [0, 1]) {
      const waiting = cache.obtain("a", task);
      await vi.waitFor(() => expect(slow).toHaveBeenCalledTimes(round + 1));
      end(round);
      await waiting;
    }
    expect(store.lock).toHaveBeenCalledOnce();
    await cache.obtain("a", populateTask());
    expect(await found(cache)).toBe("render 1");
    await cache.invalidate(path);
    await cache.obtain("a", populateTask());
    expect(store.lock).toHaveBeenCalledTimes(2);
  });
});

describe("an invalidation", () => {
  test.each([
    ["its path", path],
    ["its tag", { kind: "tag", tag: "x" } as const],
    ["everything", { kind: "all" } as const],
  ])("of %s during a render keeps its page out; who asks after it gets another", async (_, what) => {
    const cache = cacheOf();
    const { task, end, slow } = slowTask({ tags: ["x"] });
    const before = cache.obtain("a", task);
    await cache.invalidate(what);
    const after = cache.obtain("a", task);
    await vi.waitFor(() => expect(slow).toHaveBeenCalledTimes(2));
    end(0);
    expect(await textOf(before)).toBe("render 1");
    expect(cache.find("a")).toBeUndefined();
    end(1);
    expect(await textOf(after)).toBe("render 2");
    expect(await found(cache)).toBe("render 2");
  });

  test("of something else leaves the render's page in", async () => {
    const cache = cacheOf();
    const { task, end } = slowTask({ tags: ["x"] });
    const before = cache.obtain("a", task);
    await cache.invalidate({ kind: "tag", tag: "y" });
    await cache.invalidate({ kind: "path", path: "/other" });
    end(0);
    await before;
    expect(await found(cache)).toBe("render 1");
  });

  test("during a read keeps what was read out", async () => {
    const { store } = fakeStore();
    const cache = cacheOf(store);
    const reading = Promise.withResolvers<ReturnType<typeof testPage>>();
    store.read.mockReturnValueOnce(reading.promise);
    const obtained = cache.obtain("a", populateTask());
    await expect.poll(() => store.read.mock.calls.length).toBe(1);
    await cache.invalidate(path);
    reading.resolve(testPage({ text: "of before" }));
    expect(await textOf(obtained)).toBe("render 1");
  });

  test("by another process drops the page here, and keeps a render that began before out of both", async () => {
    const { store, pages, invalidateElsewhere } = fakeStore();
    const cache = cacheOf(store);
    await cache.obtain("a", populateTask());
    await expect.poll(() => pages.size).toBe(1);
    invalidateElsewhere(path);
    expect(cache.find("a")).toBeUndefined();
    const { task, end, slow } = slowTask();
    const obtained = cache.obtain("a", task);
    await expect.poll(() => slow.mock.calls.length).toBe(1);
    invalidateElsewhere(path);
    end(0);
    await obtained;
    await expect.poll(() => store.write.mock.results.length).toBe(2);
    expect([cache.find("a"), pages.size]).toEqual([undefined, 0]);
  });
});
