import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { StoredPage } from "../../api/cache-store.ts";
import { testCacheStore } from "../store-test.ts";
import { testPage, textOf } from "../test-pages.ts";
import { type MemoryStore, memoryStore } from "./memory.ts";
import { MB } from "./options.ts";

afterEach(() => {
  vi.useRealTimers();
});

/** Which of these keys the store holds; reading them in this order makes the last one the newest. */
const held = (store: MemoryStore, keys: string[]): string[] => keys.filter((key) => store.read(key));

describe("the bounds", () => {
  test("a page that nobody asked for again goes first", () => {
    const store = memoryStore({ maxEntries: 3 });
    for (const key of ["a", "b", "c"]) store.write(key, testPage(), 0);
    store.read("a");
    store.write("d", testPage(), 0);
    expect(held(store, ["a", "b", "c", "d"])).toEqual(["a", "c", "d"]);
    expect(store.entries).toBe(3);
  });

  test("a page that is written again is the newest, and counted once", () => {
    const store = memoryStore({ maxEntries: 2 });
    store.write("a", testPage({ text: "1" }), 0);
    const bytes = store.bytes;
    store.write("a", testPage({ text: "2" }), 0);
    expect(store.bytes).toBe(bytes);
    store.write("b", testPage(), 0);
    store.write("a", testPage({ text: "3" }), 0);
    store.write("c", testPage(), 0);
    expect(textOf(store.read("a"))).toBe("3");
    expect(store.read("b")).toBeUndefined();
  });

  test("every part of a page counts", () => {
    const bytesOf = (page: StoredPage, key = "k"): number => {
      const store = memoryStore();
      store.write(key, page, 0);
      return store.bytes;
    };
    const kilobyte = new Uint8Array(1000);
    const plain = bytesOf(testPage());
    expect(bytesOf(testPage({ body: kilobyte }))).toBeGreaterThanOrEqual(plain + 900);
    expect(bytesOf(testPage({ headers: [["x".repeat(500), "y".repeat(500)]] }))).toBeGreaterThan(plain + 900);
    expect(bytesOf(testPage({ tags: ["x".repeat(1000)] }))).toBeGreaterThan(plain + 900);
    expect(bytesOf(testPage({ path: `/${"x".repeat(1000)}` }))).toBeGreaterThan(plain + 900);
    expect(bytesOf(testPage(), "k".repeat(1000))).toBeGreaterThan(plain + 900);
    // A view keeps the whole of what it is a view of.
    expect(bytesOf(testPage({ body: new Uint8Array(5000).subarray(0, 1) }))).toBeGreaterThan(plain + 4900);
  });

  test("a page that is larger than all is not stored, nor kept in its old form", () => {
    const store = memoryStore({ maxMB: 0.01 });
    expect(store.write("other", testPage(), 0)).toBe(true);
    expect(store.write("a", testPage(), 0)).toBe(true);
    expect(store.write("a", testPage({ body: new Uint8Array(0.01 * MB) }), 0)).toBe(false);
    expect(held(store, ["other", "a"])).toEqual(["other"]);
  });

  test("any number of keys stays inside", () => {
    const maxMB = 8;
    const store = memoryStore({ maxMB, maxEntries: 200_000 });
    const heapBefore = collectedHeap();
    // Many times as many as there is room for.
    for (let number = 0; number < 200_000; number++) {
      // Each with a path of its own: the worst case for the index.
      store.write(`https://example.com/search?q=${number}`, testPage({ path: `/${number}`, text: "" }), 0);
    }
    expect(store.bytes).toBeLessThanOrEqual(maxMB * MB);
    expect(store.entries).toBeGreaterThan(2500);
    expect(collectedHeap() - heapBefore).toBeLessThan(maxMB * MB);
  });
});

function collectedHeap(): number {
  Bun.gc(true);
  return process.memoryUsage().heapUsed;
}

describe("the end of a page", () => {
  test("comes when fresh and stale are over, to the millisecond", () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const store = memoryStore();
    store.write("a", testPage({ fresh: 2, stale: 1, renderedAt: 999_500 }), 0);
    vi.advanceTimersByTime(2499);
    expect(store.read("a")).toBeDefined();
    vi.advanceTimersByTime(1);
    expect(store.read("a")).toBeUndefined();
    expect([store.entries, store.bytes]).toEqual([0, 0]);
  });

  test("is not put off by setting the wall clock back, or by a clock that is ahead elsewhere", () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const store = memoryStore();
    store.write("set back", testPage({ fresh: 1, stale: 0 }), 0);
    store.write("ahead", testPage({ fresh: 1, stale: 0, renderedAt: 1_009_000 }), 0);
    vi.advanceTimersByTime(999);
    vi.setSystemTime(500_000);
    expect(held(store, ["set back", "ahead"])).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(held(store, ["set back", "ahead"])).toEqual([]);
  });

  test("comes with the wall clock too: a machine may have slept", () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const store = memoryStore();
    store.write("a", testPage({ fresh: 1, stale: 0 }), 0);
    vi.setSystemTime(1_001_000);
    expect(store.read("a")).toBeUndefined();
  });

  test.each([
    ["has passed", { renderedAt: 0 }],
    ["is at once", { fresh: 0, stale: 0 }],
    ["is no number", { fresh: Number.NaN }],
    ["nobody knows, because a clock was ahead", { renderedAt: Date.now() + 3_600_000 }],
  ])("that %s: not stored", (_, changes) => {
    const store = memoryStore();
    expect(store.write("a", testPage(changes), 0)).toBe(false);
    expect(store.entries).toBe(0);
  });
});

describe("an invalidation", () => {
  test("removes its path, its tag, or everything, and no more", () => {
    const store = memoryStore();
    const fill = () => {
      store.write("a?1", testPage({ path: "/a", tags: ["x", "y"] }), store.clock());
      store.write("a?2", testPage({ path: "/a" }), store.clock());
      store.write("b", testPage({ path: "/b", tags: ["x"] }), store.clock());
    };
    const keys = ["a?1", "a?2", "b"];
    fill();
    store.invalidate({ kind: "path", path: "/a" });
    expect(held(store, keys)).toEqual(["b"]);
    fill();
    store.invalidate({ kind: "tag", tag: "x" });
    expect(held(store, keys)).toEqual(["a?2"]);
    fill();
    store.invalidate({ kind: "tag", tag: "/a" });
    store.invalidate({ kind: "path", path: "x" });
    expect(held(store, keys)).toEqual(keys);
    store.invalidate({ kind: "all" });
    expect(held(store, keys)).toEqual([]);
    expect([store.entries, store.bytes]).toEqual([0, 0]);
  });

  test("refuses what was rendered before it, and nothing else", () => {
    const store = memoryStore();
    const since = store.clock();
    store.invalidate({ kind: "tag", tag: "x" });
    expect(store.write("a", testPage({ tags: ["x"] }), since)).toBe(false);
    expect(store.write("a", testPage({ tags: ["y"] }), since)).toBe(true);
    expect(store.write("a", testPage({ tags: ["x"] }), store.clock())).toBe(true);
  });

  test("that is long forgotten refuses everything that is older", () => {
    const store = memoryStore();
    const since = store.clock();
    for (let number = 0; number < 10_000; number++) store.invalidate({ kind: "tag", tag: `${number}` });
    expect(store.write("a", testPage(), since)).toBe(true);
    store.invalidate({ kind: "tag", tag: "one more" });
    expect(store.write("a", testPage(), since)).toBe(false);
    expect(store.write("a", testPage(), since + 1)).toBe(true);
  });
});

test("the store does what a list of pages would", () => {
  const key = fc.constantFrom("a", "b", "c", "d", "e");
  const tags = fc.uniqueArray(fc.constantFrom("x", "y", "z"));
  const path = fc.constantFrom("/1", "/2");
  const step = fc.oneof(
    fc.record({ do: fc.constant("write" as const), key, tags, path, behind: fc.nat(2) }),
    fc.record({ do: fc.constant("read" as const), key }),
    fc.record({ do: fc.constant("path" as const), path }),
    fc.record({ do: fc.constant("tag" as const), tag: fc.constantFrom("x", "y", "z") }),
    fc.record({ do: fc.constant("all" as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const store = memoryStore();
      let model: { key: string; page: StoredPage }[] = [];
      const happened: ((page: StoredPage) => boolean)[] = [];
      const invalidate = (matches: (page: StoredPage) => boolean): void => {
        happened.push(matches);
        model = model.filter(({ page }) => !matches(page));
      };
      for (const now of steps) {
        if (now.do === "write") {
          const page = testPage({ tags: now.tags, path: now.path });
          const since = Math.max(0, store.clock() - now.behind);
          const isStored = !happened.slice(since).some((matches) => matches(page));
          expect(store.write(now.key, page, since)).toBe(isStored);
          if (!isStored) continue;
          model = [{ key: now.key, page }, ...model.filter((entry) => entry.key !== now.key)];
        } else if (now.do === "read") {
          const entry = model.find((one) => one.key === now.key);
          expect(store.read(now.key)).toBe(entry?.page);
        } else if (now.do === "all") {
          store.invalidate({ kind: "all" });
          invalidate(() => true);
        } else if (now.do === "path") {
          store.invalidate({ kind: "path", path: now.path });
          invalidate((page) => page.path === now.path);
        } else {
          store.invalidate({ kind: "tag", tag: now.tag });
          invalidate((page) => page.tags.includes(now.tag));
        }
        expect(store.entries).toBe(model.length);
        expect(store.clock()).toBe(happened.length);
      }
    }),
  );
});

test.each([
  [{ maxMB: 0 }, "The option maxMB of memoryStore() is 0. Set it to a number of megabytes above 0."],
  [{ maxMB: Number.POSITIVE_INFINITY }, "maxMB"],
  [{ maxEntries: 1.5 }, "maxEntries"],
  [{ maxMb: 1 }, 'memoryStore() has no option "maxMb"'],
])("%j is refused", (options, message) => {
  expect(() => memoryStore(options as object)).toThrow(message);
});

testCacheStore({ describe, test, sharedBy: "nobody", create: () => ({ store: () => memoryStore() }) });

test.each([null, "64", [], new Map([["maxMB", 1]]), Promise.resolve({})])("%o is no options", (options) => {
  expect(() => memoryStore(options as object)).toThrow("INVALID_STORE_OPTION");
});
