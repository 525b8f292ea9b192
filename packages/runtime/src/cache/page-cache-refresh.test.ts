import { describe, expect, test, vi } from "vitest";
import type { CacheStore } from "../api/cache-store.ts";
import { HttpError, Redirect } from "../diagnostics/http-errors.ts";
import { fakeStore } from "./fake-store.test-support.ts";
import { CachedPage } from "./model/cached-page.ts";
import { Unstored } from "./model/unstored.ts";
import { cacheOf, found, path, populateTask, slowTask } from "./page-cache.test-support.ts";
import type { PageCache, Populated } from "./page-cache.ts";
import { quietLog } from "./quiet-log.test-support.ts";
import { testPage } from "./test-pages.ts";

const { error: logged } = quietLog();

describe("a refresh", () => {
  const stale = () =>
    new CachedPage(testPage({ text: "stale", renderedAt: Date.now() - 61_000, stale: 3600 }));

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

  test("that gives a response for one visitor drops the page, and that response", async () => {
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
