import { describe, expect, test, vi } from "vitest";
import type { StoredPage } from "../api/cache-store.ts";
import { afterPause, all, backed, fails, never } from "./backing-store.test-support.ts";
import { fakeStore } from "./fake-store.test-support.ts";
import { quietLog } from "./quiet-log.test-support.ts";
import { testPage } from "./test-pages.ts";
import { expectNothingUnhandled } from "./unhandled.test-support.ts";

quietLog();
expectNothingUnhandled();

describe("an invalidation", () => {
  test("hides the store until it is confirmed, also from who asked before", async () => {
    const { store } = fakeStore();
    const backing = backed(store);
    const [reading, invalidating] = [Promise.withResolvers<StoredPage>(), Promise.withResolvers<void>()];
    store.read.mockReturnValueOnce(reading.promise);
    store.invalidate.mockReturnValueOnce(invalidating.promise);
    const before = backing.read("a");
    await Promise.resolve();
    const invalidated = backing.invalidate(all);
    expect(await backing.read("a")).toBeUndefined();
    reading.resolve(testPage());
    expect(await before).toBeUndefined();
    invalidating.resolve();
    await invalidated;
    store.read.mockReturnValue(testPage());
    expect(await backing.read("a")).toBeDefined();
    expect(backing.failures).toBe(0);
  });

  test("is told to a store that rests", async () => {
    const { store } = fakeStore();
    const backing = backed(store);
    store.read.mockImplementationOnce(fails);
    await backing.read("a");
    await backing.invalidate(all);
    expect(store.invalidate).toHaveBeenCalledWith(all);
  });

  test("that failed is told again before anything is read, however often that takes", async () => {
    vi.useFakeTimers();
    const { store, pages } = fakeStore();
    const backing = backed(store);
    pages.set("a", testPage());
    store.invalidate.mockImplementationOnce(fails).mockImplementationOnce(fails);
    await backing.invalidate({ kind: "path", path: "/" });
    await afterPause();
    expect(await backing.read("a")).toBeUndefined();
    expect(store.read).not.toHaveBeenCalled();
    await afterPause();
    expect(await backing.read("a")).toBeUndefined();
    expect(store.invalidate.mock.calls.map(([what]) => what)).toEqual(
      Array(3).fill({ kind: "path", path: "/" }),
    );
    expect(store.read).toHaveBeenCalledOnce();
    await backing.read("a");
    expect(store.invalidate).toHaveBeenCalledTimes(3);
  });

  test("that is being told again hides the store from others", async () => {
    vi.useFakeTimers();
    const { store, pages } = fakeStore();
    const backing = backed(store);
    pages.set("a", testPage());
    store.invalidate.mockImplementationOnce(fails).mockImplementationOnce(never);
    await backing.invalidate(all);
    await afterPause();
    const reads = Promise.all([backing.read("a"), backing.read("a")]);
    await vi.advanceTimersByTimeAsync(100);
    expect(await reads).toEqual([undefined, undefined]);
    await vi.advanceTimersByTimeAsync(6000);
    expect(await backing.read("a")).toBeUndefined();
    expect(pages.size).toBe(0);
  });

  test("of which thousands failed become one of everything", async () => {
    vi.useFakeTimers();
    const { store } = fakeStore();
    const backing = backed(store);
    store.invalidate.mockImplementation(fails);
    for (let number = 0; number < 3000; number++) await backing.invalidate({ kind: "tag", tag: `${number}` });
    store.invalidate.mockReset();
    await afterPause();
    await backing.read("a");
    expect(store.invalidate.mock.calls).toEqual([[all]]);
  });
});
