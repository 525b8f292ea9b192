import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CacheStore } from "../api/cache-store.ts";
import { HttpError, Redirect } from "../diagnostics/http-errors.ts";
import { log } from "../diagnostics/log.ts";
import { fakeStore } from "./fake-store.test-support.ts";
import { Unstored } from "./model/unstored.ts";
import { type Outcome, PageCache, type Populated, type PopulateTask } from "./page-cache.ts";
import { memoryStore } from "./stores/memory.ts";
import { testPage } from "./test-pages.ts";

const MB = 1_048_576;
const logged = vi.spyOn(log, "error");

beforeEach(() => {
  logged.mockReset().mockReturnValue(undefined);
  vi.spyOn(log, "info").mockReturnValue(undefined);
});

afterEach(() => {
  vi.useRealTimers();
});

function cacheOf(store: CacheStore = memoryStore()): PageCache {
  return new PageCache({ store, namespace: "build-1", maximumBytes: MB });
}

/** A page that is rendered as often as it is asked for, each time with another text. */
function populateTask(changes: Parameters<typeof testPage>[0] = {}) {
  let renders = 0;
  const render = vi.fn(async (): Promise<Populated> => {
    renders += 1;
    return { page: testPage({ text: `render ${renders}`, ...changes }) };
  });
  return { path: changes.path ?? "/", seconds: 1, render };
}

/** A render that ends when it is told to. */
function slowTask(changes: Parameters<typeof testPage>[0] = {}) {
  const endings: PromiseWithResolvers<void>[] = [];
  const task = populateTask(changes);
  const { render } = task;
  const slow = vi.fn(async () => {
    const ending = Promise.withResolvers<void>();
    endings.push(ending);
    await ending.promise;
    return render();
  });
  return { task: { ...task, render: slow }, end: (index: number) => endings[index]?.resolve(), slow };
}

const answering = (text: string): PopulateTask => ({
  path: "/",
  seconds: 1,
  render: async () => ({ unstored: new Unstored(new Response(text), { hasFailed: false }) }),
});

async function textOf(outcome: Outcome | Promise<Outcome>): Promise<string> {
  const settled = await outcome;
  if (!("page" in settled)) throw new Error("no page, but an answer for one visitor");
  return (await settled.page.answer(new Request("http://a.example/"), "HIT", false)).text();
}

const found = async (cache: PageCache, key = "a") => {
  return (await cache.find(key)?.answer(new Request("http://a.example/"), "HIT", false))?.text();
};

const path = { kind: "path", path: "/" } as const;

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
    const page = () => populateTask({ text, encoded: { gzip: new Uint8Array(100) } });
    const grow = async (cache: PageCache) => {
      for (let count = 0; count < 2; count++) await cache.find("a")?.answer(brotli, "HIT", false);
    };
    const cache = cacheOf();
    await cache.obtain("a", page());
    const before = cache.stats.bytes;
    await grow(cache);
    expect(cache.stats.bytes).toBeGreaterThan(before + 2500);
    expect(cache.stats.bytes).toBe((cache.find("a")?.bytes ?? 0) + 2);
    // As many as there is room for, then one more byte.
    const full = cacheOf(memoryStore({ maxMB: (2 * before + 2500) / MB }));
    for (const key of ["b", "a"]) await full.obtain(key, page());
    expect(full.stats.entries).toBe(2);
    await grow(full);
    expect([full.stats.entries, full.find("b"), full.find("a") !== undefined]).toEqual([1, undefined, true]);
    const single = cacheOf(memoryStore({ maxMB: (before + 2500) / MB }));
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

  test("an answer for one visitor is taken once, and remembered for a while", async () => {
    vi.useFakeTimers();
    const cache = cacheOf();
    const outcomes = await Promise.all([1, 2, 3].map(() => cache.obtain("a", answering("yours"))));
    const taken = outcomes.map((outcome) => ("unstored" in outcome ? outcome.unstored.take() : undefined));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect([cache.isAlone("a"), cache.isAlone("b"), cache.stats.entries]).toEqual([true, false, 0]);
    vi.advanceTimersByTime(5000);
    expect(cache.isAlone("a")).toBe(false);
    await cache.obtain("a", answering("yours"));
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

describe("with a store behind", () => {
  test("a page of the store is not rendered, and kept in memory", async () => {
    const { store, pages } = fakeStore();
    const cache = cacheOf(store);
    pages.set("a", testPage({ text: "stored" }));
    const task = populateTask();
    expect(await textOf(cache.obtain("a", task))).toBe("stored");
    expect(await found(cache)).toBe("stored");
    expect([task.render.mock.calls.length, store.lock.mock.calls.length]).toEqual([0, 0]);
  });

  test("a rendered page is written with the clock of before, then the lock is given back", async () => {
    const { store } = fakeStore();
    const release = vi.fn();
    const writing = Promise.withResolvers<boolean>();
    store.lock.mockReturnValue({ release });
    store.clock.mockReturnValue(7);
    store.write.mockReturnValueOnce(writing.promise);
    const cache = cacheOf(store);
    expect(await textOf(cache.obtain("a", populateTask()))).toBe("render 1");
    expect(store.write).toHaveBeenCalledWith("a", expect.objectContaining({ path: "/" }), 7);
    expect(store.lock).toHaveBeenCalledWith("a", 6);
    expect(release).not.toHaveBeenCalled();
    writing.resolve(true);
    await expect.poll(() => release.mock.calls.length).toBe(1);
  });

  test("a render that fails gives its lock back", async () => {
    const { store } = fakeStore();
    const release = vi.fn();
    store.lock.mockReturnValue({ release });
    const cache = cacheOf(store);
    const task = populateTask();
    task.render.mockRejectedValueOnce(new Error("broken"));
    await expect(cache.obtain("a", task)).rejects.toThrow("broken");
    await expect.poll(() => release.mock.calls.length).toBe(1);
  });

  test("a page that is stale in the store is sent as stale, and expired ones are none", async () => {
    const { store, pages } = fakeStore();
    const cache = cacheOf(store);
    pages.set("stale", testPage({ text: "stale", renderedAt: Date.now() - 70_000 }));
    pages.set("expired", testPage({ text: "expired", renderedAt: Date.now() - 130_000 }));
    const outcome = await cache.obtain("stale", populateTask());
    expect("page" in outcome && outcome.page.state).toBe("stale");
    expect(await textOf(cache.obtain("expired", populateTask()))).toBe("render 1");
  });

  test("a page that a clock far ahead has stamped is none: its age is unknown", async () => {
    const { store, pages } = fakeStore();
    const cache = cacheOf(store);
    pages.set("a", testPage({ text: "of the future", renderedAt: Date.now() + 3_600_000 }));
    expect(await textOf(cache.obtain("a", populateTask()))).toBe("render 1");
    expect(await found(cache)).toBe("render 1");
    expect(new TextDecoder().decode(pages.get("a")?.body)).toBe("render 1");
  });

  test("what another process renders is waited for, and then taken", async () => {
    const { store, pages } = fakeStore();
    const cache = cacheOf(store);
    store.lock.mockReturnValue(undefined);
    const task = populateTask();
    const obtained = cache.obtain("a", task);
    await expect.poll(() => store.lock.mock.calls.length).toBeGreaterThan(2);
    pages.set("a", testPage({ text: "of the other" }));
    expect(await textOf(obtained)).toBe("of the other");
    expect(task.render).not.toHaveBeenCalled();
  });

  test("another process that came to nothing leaves its turn to this one", async () => {
    const { store } = fakeStore();
    const cache = cacheOf(store);
    store.lock.mockReturnValueOnce(undefined);
    expect(await textOf(cache.obtain("a", populateTask()))).toBe("render 1");
    expect(store.lock).toHaveBeenCalledTimes(2);
  });

  test("another process that holds its lock for ever is waited for no longer than 10 seconds", async () => {
    vi.useFakeTimers();
    vi.spyOn(Bun, "sleep").mockImplementation(
      (milliseconds) => new Promise((resolve) => setTimeout(resolve, Number(milliseconds))),
    );
    const { store } = fakeStore();
    store.lock.mockReturnValue(undefined);
    const cache = cacheOf(store);
    const obtained = textOf(cache.obtain("a", populateTask()));
    await vi.advanceTimersByTimeAsync(10_200);
    expect(await obtained).toBe("render 1");
    vi.mocked(Bun.sleep).mockRestore();
  });

  test("a page that came while this process waited for the lock is taken, and the lock given back", async () => {
    const { store, pages } = fakeStore();
    const release = vi.fn();
    store.lock.mockImplementation(() => {
      pages.set("a", testPage({ text: "meanwhile" }));
      return { release };
    });
    const cache = cacheOf(store);
    const task = populateTask();
    expect(await textOf(cache.obtain("a", task))).toBe("meanwhile");
    expect([task.render.mock.calls.length, release.mock.calls.length]).toEqual([0, 1]);
  });

  test("whatever the store does, visitors get pages", async () => {
    const broken = () => Promise.reject(new Error("broken"));
    const methods = ["open", "read", "clock", "write", "lock", "invalidate"] as const;
    for (const method of methods) {
      const { store } = fakeStore();
      store[method].mockImplementation(broken);
      const cache = cacheOf(store);
      expect(await textOf(cache.obtain("a", populateTask())), method).toBe("render 1");
      expect(await found(cache), method).toBe("render 1");
      await cache.invalidate(path);
      expect(cache.find("a"), method).toBeUndefined();
    }
    const { store } = fakeStore();
    store.read.mockReturnValue({ nonsense: true } as never);
    const cache = cacheOf(store);
    expect(await textOf(cache.obtain("a", populateTask()))).toBe("render 1");
    expect(cache.stats.storeFailures).toBe(1);
  });
});

describe("a refresh", () => {
  const stale = () => testPage({ text: "stale", renderedAt: Date.now() - 61_000, stale: 3600 });

  /** A cache that holds a stale page. */
  async function staleCache(store?: CacheStore): Promise<PageCache> {
    const cache = cacheOf(store);
    await cache.obtain("a", { path: "/", seconds: 1, render: async () => ({ page: stale() }) });
    expect(cache.find("a")?.state).toBe("stale");
    return cache;
  }

  test("replaces the page, once at a time", async () => {
    const cache = await staleCache();
    const { task, end, slow } = slowTask();
    for (let count = 0; count < 5; count++) cache.refresh("a", task);
    await vi.waitFor(() => expect(slow).toHaveBeenCalledOnce());
    expect(await found(cache)).toBe("stale");
    end(0);
    await expect.poll(() => found(cache)).toBe("render 1");
    expect(slow).toHaveBeenCalledOnce();
  });

  test("that fails keeps the page; pauses double up to a minute, and start again after a success", async () => {
    vi.useFakeTimers();
    const cache = await staleCache();
    const task = populateTask();
    task.render.mockRejectedValue(new Error("broken"));
    for (const pause of [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]) {
      const before = task.render.mock.calls.length;
      cache.refresh("a", task);
      await vi.advanceTimersByTimeAsync(0);
      expect(logged.mock.lastCall?.[1]).toMatchObject({ retryInSeconds: pause / 1000 });
      await vi.advanceTimersByTimeAsync(pause - 1);
      cache.refresh("a", task);
      expect(task.render.mock.calls.length).toBe(before + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(await found(cache)).toBe("stale");
    }
    expect(logged).toHaveBeenCalledTimes(8);
    task.render.mockResolvedValueOnce({ page: stale() });
    cache.refresh("a", task);
    await vi.advanceTimersByTimeAsync(0);
    cache.refresh("a", task);
    await vi.advanceTimersByTimeAsync(0);
    expect(logged.mock.lastCall?.[1]).toMatchObject({ retryInSeconds: 1 });
  });

  test.each([
    ["gone", new HttpError(404, "gone")],
    ["forbidden", new HttpError(403, "no")],
    ["elsewhere", new Redirect("/other", 302)],
  ])("that says the page is %s drops it at once", async (_, thrown) => {
    const cache = await staleCache();
    const task = populateTask();
    task.render.mockRejectedValueOnce(thrown);
    cache.refresh("a", task);
    await expect.poll(() => cache.find("a")).toBeUndefined();
    expect(logged).not.toHaveBeenCalled();
  });

  test("that gives an answer for one visitor drops the page, and that answer", async () => {
    const cache = await staleCache();
    const cancel = vi.fn();
    const response = new Response(new ReadableStream({ cancel }));
    const unstored = new Unstored(response, { hasFailed: false });
    cache.refresh("a", { path: "/", seconds: 1, render: async () => ({ unstored }) });
    await expect.poll(() => cache.find("a")).toBeUndefined();
    expect(cancel).toHaveBeenCalledOnce();
  });

  test("that fails in part keeps the page, and is followed by a pause", async () => {
    const cache = await staleCache();
    const render = vi.fn(async (): Promise<Populated> => {
      const body = new Uint8Array(1);
      return { unstored: new Unstored(new Response(null), { hasFailed: true, body }) };
    });
    cache.refresh("a", { path: "/", seconds: 1, render });
    await expect.poll(() => logged.mock.calls.length).toBe(1);
    expect(logged.mock.lastCall?.[1]).toMatchObject({ retryInSeconds: 1 });
    expect(await found(cache)).toBe("stale");
    cache.refresh("a", { path: "/", seconds: 1, render });
    expect(render).toHaveBeenCalledOnce();
  });

  test("takes what another process has rendered by now", async () => {
    const { store, pages } = fakeStore();
    const cache = await staleCache(store);
    await expect.poll(() => pages.size).toBe(1);
    const task = populateTask();
    pages.set("a", testPage({ text: "of the other" }));
    cache.refresh("a", task);
    await expect.poll(() => found(cache)).toBe("of the other");
    expect(task.render).not.toHaveBeenCalled();
  });

  test("does not take a stale page of the store for a new one", async () => {
    const { store, pages } = fakeStore();
    const cache = await staleCache(store);
    await expect.poll(() => pages.size).toBe(1);
    cache.refresh("a", populateTask());
    await expect.poll(() => found(cache)).toBe("render 1");
    await expect.poll(() => new TextDecoder().decode(pages.get("a")?.body)).toBe("render 1");
  });

  test("that an invalidation overtakes is not kept", async () => {
    const cache = await staleCache();
    const { task, end } = slowTask();
    cache.refresh("a", task);
    await cache.invalidate(path);
    end(0);
    await vi.waitFor(() => expect(task.render.mock.results[0]?.value).resolves.toBeDefined());
    expect(cache.find("a")).toBeUndefined();
  });
});
