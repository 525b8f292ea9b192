import { describe, expect, test, vi } from "vitest";
import type { CacheStore, StoredPage } from "../api/cache-store.ts";
import { afterPause, all, backed, fails, never } from "./backing-store.test-support.ts";
import { fakeStore } from "./fake-store.test-support.ts";
import { quietLog } from "./quiet-log.test-support.ts";
import { testPage } from "./test-pages.ts";
import { expectNothingUnhandled } from "./unhandled.test-support.ts";

const { error, info } = quietLog();
expectNothingUnhandled();

describe("a store", () => {
  test("is opened once, at the first use, and closed if it was", async () => {
    const { store } = fakeStore();
    const backing = backed(store);
    expect(store.open).not.toHaveBeenCalled();
    await backing.close();
    expect(store.close).not.toHaveBeenCalled();
    await Promise.all([backing.read("a"), backing.clock(), backing.invalidate(all)]);
    expect(store.open.mock.calls).toEqual([["build-1", expect.any(Function)]]);
    await backing.close();
    expect(store.close).toHaveBeenCalledOnce();
  });

  test("that has neither open, lock nor close will do", async () => {
    const { store } = fakeStore();
    const backing = backed({ ...store, open: undefined, lock: undefined, close: undefined } as CacheStore);
    await backing.write("a", testPage(), 0);
    expect((await backing.read("a"))?.path).toBe("/");
    expect(await backing.lock("a", 1)).toBeUndefined();
    await backing.close();
  });

  test("that cannot be closed is an error in the log", async () => {
    const { store } = fakeStore();
    store.close.mockRejectedValue(new Error("broken"));
    const backing = backed(store);
    await backing.clock();
    await backing.close();
    expect(error).toHaveBeenCalledWith(expect.stringContaining("could not be closed"), expect.anything());
  });

  test("that cannot be opened is asked again, and works when it could be", async () => {
    vi.useFakeTimers();
    const { store } = fakeStore();
    store.open.mockImplementationOnce(fails).mockRejectedValueOnce(new Error("broken"));
    const backing = backed(store);
    await backing.write("a", testPage(), 0);
    await afterPause();
    expect(await backing.read("a")).toBeUndefined();
    await afterPause();
    await backing.write("a", testPage(), 0);
    expect((await backing.read("a"))?.path).toBe("/");
    expect(store.open).toHaveBeenCalledTimes(3);
  });

  test("that never opens holds nobody up", async () => {
    vi.useFakeTimers();
    const { store } = fakeStore();
    store.open.mockImplementation(never);
    const backing = backed(store);
    const read = backing.read("a");
    await vi.advanceTimersByTimeAsync(100);
    expect(await read).toBeUndefined();
    expect(await backing.clock()).toBeUndefined();
    expect(backing.failures).toBe(1);
  });
});

describe("whatever a store does wrong is a page that is not there:", () => {
  const ways: [string, () => unknown][] = [
    ["throws", fails],
    ["rejects", () => Promise.reject(new Error("broken"))],
    ["rejects with nothing", () => Promise.reject()],
  ];

  test.each(ways)("it %s", async (_, way) => {
    for (const method of ["read", "clock", "write", "lock", "invalidate"] as const) {
      const { store } = fakeStore();
      store[method].mockImplementation(way as never);
      const backing = backed(store);
      if (method === "read") expect(await backing.read("a")).toBeUndefined();
      if (method === "clock") expect(await backing.clock()).toBeUndefined();
      if (method === "write") expect(await backing.write("a", testPage(), 0)).toBeUndefined();
      if (method === "lock") expect(await backing.lock("a", 1)).toBeUndefined();
      if (method === "invalidate") await backing.invalidate(all);
      expect([method, backing.failures]).toEqual([method, 1]);
    }
  });

  test.each([
    ["read", 100],
    ["clock", 100],
    ["lock", 100],
    ["write", 5000],
    ["invalidate", 5000],
  ] as const)("%s hangs: given up after %d ms", async (method, milliseconds) => {
    vi.useFakeTimers();
    const { store } = fakeStore();
    store[method].mockImplementation(never);
    const backing = backed(store);
    const calls = {
      read: () => backing.read("a"),
      clock: () => backing.clock(),
      lock: () => backing.lock("a", 1),
      write: () => backing.write("a", testPage(), 0),
      invalidate: () => backing.invalidate(all),
    };
    const ended = vi.fn();
    const call = calls[method]().then(ended);
    await vi.advanceTimersByTimeAsync(milliseconds - 1);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await call;
    expect(ended).toHaveBeenCalledWith(undefined);
    expect(backing.failures).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a failure that comes after it was given up on is nobody's", async () => {
    vi.useFakeTimers();
    const { store } = fakeStore();
    const ending = Promise.withResolvers<undefined>();
    store.read.mockReturnValueOnce(ending.promise);
    const backing = backed(store);
    const read = backing.read("a");
    await vi.advanceTimersByTimeAsync(100);
    expect(await read).toBeUndefined();
    ending.reject(new Error("late"));
    vi.useRealTimers();
  });

  const page = testPage();
  test.each<[string, unknown]>([
    ["null", null],
    ["a text", "page"],
    ["a number", 7],
    ["an empty object", {}],
    ["a list", [page]],
    ["no path", { ...page, path: undefined }],
    ["times that are texts", { ...page, fresh: "60" }],
    ["no time", { ...page, renderedAt: Number.NaN }],
    ["a body that is text", { ...page, body: "text" }],
    ["tags that are numbers", { ...page, tags: [1] }],
    ["headers as an object", { ...page, headers: { a: "b" } }],
    ["a header with three parts", { ...page, headers: [["a", "b", "c"]] }],
    ["a header that is none", { ...page, headers: [["a b", "c"]] }],
    ["a header with a line break", { ...page, headers: [["a", "b\r\nset-cookie: c=d"]] }],
  ])("read gives %s", async (_, garbage) => {
    const { store } = fakeStore();
    store.read.mockReturnValue(garbage as StoredPage);
    const backing = backed(store);
    expect(await backing.read("a")).toBeUndefined();
    expect(backing.failures).toBe(1);
  });

  test.each([undefined, null, "1", Number.NaN, {}])("clock gives %j", async (garbage) => {
    const { store } = fakeStore();
    store.clock.mockReturnValue(garbage as number);
    const backing = backed(store);
    expect(await backing.clock()).toBeUndefined();
    expect(backing.failures).toBe(1);
  });
});

describe("an outage", () => {
  test("is one line in the log when it begins, and one when it is over", async () => {
    vi.useFakeTimers();
    const { store } = fakeStore();
    store.read.mockImplementation(fails);
    const backing = backed(store);
    for (let second = 0; second < 5; second++) {
      await Promise.all([backing.read("a"), backing.read("b")]);
      await afterPause();
    }
    expect(error).toHaveBeenCalledTimes(1);
    expect(error.mock.calls[0]?.[0]).toContain('store "fake" fails');
    expect(info).not.toHaveBeenCalled();
    store.read.mockReturnValue(testPage());
    expect(await backing.read("a")).toBeDefined();
    expect(await backing.read("a")).toBeDefined();
    expect(info.mock.calls).toEqual([['The cache store "fake" is back.']]);
    store.read.mockImplementation(fails);
    await backing.read("a");
    expect(error).toHaveBeenCalledTimes(2);
  });

  test("spares the store for a second", async () => {
    vi.useFakeTimers();
    const { store } = fakeStore();
    store.read.mockImplementation(fails);
    const backing = backed(store);
    await backing.read("a");
    await backing.read("a");
    await backing.clock();
    await vi.advanceTimersByTimeAsync(999);
    await backing.lock("a", 1);
    expect([store.read, store.clock, store.lock].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 0]);
    expect(backing.failures).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await backing.clock();
    expect(store.clock).toHaveBeenCalledOnce();
  });
});

describe("a lock", () => {
  test("is got, taken, or nobody's to give", async () => {
    const { store } = fakeStore();
    const backing = backed(store);
    const lock = { release: vi.fn() };
    store.lock
      .mockReturnValueOnce(lock)
      .mockReturnValueOnce(undefined)
      .mockRejectedValueOnce(new Error("broken"));
    expect(await backing.lock("a", 7)).toBe(lock);
    expect(store.lock).toHaveBeenCalledWith("a", 7);
    expect(await backing.lock("a", 7)).toBe("taken");
    expect(await backing.lock("a", 7)).toBeUndefined();
  });

  test("that cannot be given back is no error", async () => {
    const { store } = fakeStore();
    const backing = backed(store);
    await backing.release({ release: fails });
    await backing.release({} as never);
    expect(backing.failures).toBe(1);
  });
});
