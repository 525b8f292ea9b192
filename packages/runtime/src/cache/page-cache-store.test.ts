import { describe, expect, test, vi } from "vitest";
import { fakeStore } from "./fake-store.test-support.ts";
import { cacheOf, found, path, populateTask, textOf } from "./page-cache.test-support.ts";
import { quietLog } from "./quiet-log.test-support.ts";
import { testPage } from "./test-pages.ts";

quietLog();

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

  test("a store without locks is read once: nobody else can have rendered the page meanwhile", async () => {
    const { store } = fakeStore();
    const { lock, ...withoutLocks } = store;
    expect(await textOf(cacheOf(withoutLocks).obtain("a", populateTask()))).toBe("render 1");
    expect([store.read.mock.calls.length, lock.mock.calls.length]).toEqual([1, 0]);
    await cacheOf(store).obtain("b", populateTask());
    expect(store.read.mock.calls.length).toBe(3);
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
