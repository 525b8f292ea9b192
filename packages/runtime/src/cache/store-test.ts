import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { CacheStore, Invalidation, MaybePromise } from "../api/cache-store.ts";
import { assertPage, testPage, textOf } from "./test-pages.ts";

/** Something that holds pages: a directory, a database, or nothing more than a store itself. */
export interface StorePlace {
  /** A new store over what this place holds, not opened yet. Each is closed at the end of the test. */
  store(): CacheStore;
  /** Removes the place, after its stores were closed. */
  remove?(): MaybePromise<void>;
}

export interface StoreTestOptions {
  /** Of your test runner, such as `bun:test` or Vitest. */
  describe(name: string, body: () => void): void;
  /** Of your test runner. A test takes up to three seconds. */
  test(name: string, body: () => Promise<void>): void;
  /** Makes an empty place; called by every test. */
  create(): MaybePromise<StorePlace>;
  /**
   * Who finds a page again: the store that wrote it, also one that is opened after that was closed, or also others
   * at the same time. Stores of processes need `lock`.
   */
  sharedBy: "nobody" | "restarts" | "processes";
}

type Opened = CacheStore & { readonly heard: Invalidation[] };
type Open = (namespace?: string) => Promise<Opened>;

/**
 * Tests whether a store does what {@link CacheStore} promises. Call it at the top of a test file.
 *
 * ```ts
 * import { describe, test } from "bun:test";
 * testCacheStore({ describe, test, sharedBy: "nobody", create: () => ({ store: () => myStore() }) });
 * ```
 */
export function testCacheStore(options: StoreTestOptions): void {
  const conformance = (name: string, body: (open: Open) => Promise<void>): void =>
    options.test(name, () => withPlace(options, body));
  options.describe("a page", () => testPages(conformance));
  options.describe("an invalidation", () => testInvalidation(conformance));
  if (options.sharedBy !== "nobody") options.describe("a restart", () => testRestarts(conformance));
  if (options.sharedBy === "processes") options.describe("processes", () => testProcesses(conformance));
}

type Conformance = (name: string, body: (open: Open) => Promise<void>) => void;

async function withPlace(options: StoreTestOptions, body: (open: Open) => Promise<void>): Promise<void> {
  const place = await options.create();
  const stores: CacheStore[] = [];
  const open: Open = async (namespace = "build-1") => {
    const heard: Invalidation[] = [];
    const store = place.store();
    stores.push(store);
    await store.open?.(namespace, (what) => heard.push(what));
    return Object.assign(store, { heard });
  };
  try {
    await body(open);
  } finally {
    for (const store of stores) await store.close?.();
    await place.remove?.();
  }
}

function testPages(conformance: Conformance): void {
  conformance("that was never written is not there", async (open) => {
    assert.equal(await (await open()).read("nothing"), undefined);
  });

  conformance("comes back as it was", async (open) => {
    const store = await open();
    const everyByte = Uint8Array.from({ length: 1024 }, (_, index) => index & 255);
    const pages = {
      plain: testPage(),
      empty: testPage({ body: new Uint8Array(), headers: [], tags: [] }),
      rich: testPage({
        status: 203,
        headers: [
          ["link", "</a>"],
          ["link", "</b>"],
          ["x-latin", "é"],
        ],
        body: everyByte,
        encoded: { gzip: everyByte.slice(1), zstd: everyByte.slice(2), br: everyByte.slice(3) },
        fresh: 0.5,
        stale: 86_400,
        path: "/caf%C3%A9",
        tags: ["a b", "ü", "", "__proto__"],
      }),
      large: testPage({ body: new Uint8Array(1_000_000).fill(33) }),
    };
    for (const [key, page] of Object.entries(pages)) {
      assert.equal(await store.write(key, page, await store.clock()), true);
      assertPage(await store.read(key), page);
    }
  });

  conformance("has its key to itself, whatever the key", async (open) => {
    const store = await open();
    const long = "x".repeat(10_000);
    const keys = [
      "",
      "a",
      "A",
      "a/b",
      "../a",
      "/etc/a",
      "a\0b",
      "a\n",
      "é",
      "e\u0301",
      "*",
      "%2e",
      long,
      `${long}y`,
    ];
    for (const key of keys) await store.write(key, testPage({ text: `for ${key}` }), await store.clock());
    for (const key of keys) assert.equal(textOf(await store.read(key)), `for ${key}`);
  });

  conformance("that is written again replaces the first", async (open) => {
    const store = await open();
    for (const text of ["first", "the second, which is longer", "3"]) {
      await store.write("key", testPage({ text, tags: [text] }), await store.clock());
    }
    assert.equal(textOf(await store.read("key")), "3");
    await store.invalidate({ kind: "tag", tag: "first" });
    assert.equal(textOf(await store.read("key")), "3");
  });

  conformance("ends when it is neither fresh nor stale", async (open) => {
    const store = await open();
    const end = Date.now() + 800;
    await store.write(
      "key",
      testPage({ renderedAt: end - 1000, fresh: 0.5, stale: 0.5 }),
      await store.clock(),
    );
    const late = { renderedAt: Date.now() - 2000, fresh: 1, stale: 0.5 };
    await store.write("late", testPage(late), await store.clock());
    assert.ok(await store.read("key"), "it ended too early");
    assert.equal(await store.read("late"), undefined);
    await delay(end - Date.now() + 5);
    assert.equal(await store.read("key"), undefined);
  });

  conformance("is whole, however many write it at once", async (open) => {
    const store = await open();
    const texts = Array.from({ length: 40 }, (_, index) => `${index} `.repeat(2000 + 500 * index));
    const since = await store.clock();
    const seen: (string | undefined)[] = [];
    await Promise.all(
      texts.map(async (text) => {
        await store.write("key", testPage({ text }), since);
        seen.push(textOf(await store.read("key")));
      }),
    );
    assert.equal(seen.length, texts.length);
    for (const text of seen) assert.ok(text !== undefined && texts.includes(text), "a torn page");
  });
}

function testInvalidation(conformance: Conformance): void {
  const keys = ["a?1", "a?2", "a/b", "c"];
  const fill = async (store: CacheStore): Promise<void> => {
    await store.write("a?1", testPage({ path: "/a", tags: ["x", "y"] }), await store.clock());
    await store.write("a?2", testPage({ path: "/a" }), await store.clock());
    await store.write("a/b", testPage({ path: "/a/b", tags: ["X"] }), await store.clock());
    await store.write("c", testPage({ path: "x", tags: ["x", "/a"] }), await store.clock());
  };
  const held = async (store: CacheStore): Promise<string[]> => {
    const pages = await Promise.all(keys.map((key) => store.read(key)));
    return keys.filter((_, index) => pages[index]);
  };

  const cases: [Invalidation, string[]][] = [
    [{ kind: "path", path: "/a" }, ["a/b", "c"]],
    [{ kind: "tag", tag: "x" }, ["a?2", "a/b"]],
    [{ kind: "tag", tag: "unknown" }, keys],
    [{ kind: "path", path: "a" }, keys],
    [{ kind: "all" }, []],
  ];
  conformance("removes what it names, and nothing else", async (open) => {
    const store = await open();
    for (const [what, left] of cases) {
      await fill(store);
      await store.invalidate(what);
      assert.deepEqual(await held(store), left, JSON.stringify(what));
    }
    await fill(store);
    assert.deepEqual(await held(store), keys);
  });

  conformance("moves the clock forward", async (open) => {
    const store = await open();
    let before = await store.clock();
    for (const [what] of [...cases, ...cases]) {
      assert.ok(Number.isFinite(before));
      assert.equal(await store.clock(), before);
      await store.invalidate(what);
      const after = await store.clock();
      assert.ok(after > before, `${after} is not later than ${before}`);
      before = after;
    }
  });

  conformance("refuses what was rendered before it, and nothing else", async (open) => {
    const store = await open();
    const page = testPage({ path: "/a", tags: ["x", "y"] });
    for (const [what, isStored] of [
      [{ kind: "path", path: "/a" }, false],
      [{ kind: "tag", tag: "y" }, false],
      [{ kind: "all" }, false],
      [{ kind: "tag", tag: "/a" }, true],
      [{ kind: "path", path: "/b" }, true],
    ] as [Invalidation, boolean][]) {
      const since = await store.clock();
      await store.invalidate(what);
      assert.equal(await store.write("key", page, since), isStored, JSON.stringify(what));
      assert.equal((await store.read("key")) !== undefined, isStored, JSON.stringify(what));
      assert.equal(await store.write("key", page, await store.clock()), true);
      assert.ok(await store.read("key"));
    }
  });

  conformance("holds against a write at the same time", async (open) => {
    const store = await open();
    for (let round = 0; round < 50; round++) {
      const key = `key ${round}`;
      const since = await store.clock();
      const write = (): MaybePromise<boolean> => store.write(key, testPage({ tags: ["x"] }), since);
      const invalidate = (): MaybePromise<void> => store.invalidate({ kind: "tag", tag: "x" });
      await Promise.all(round % 2 ? [write(), invalidate()] : [invalidate(), write()]);
      assert.equal(await store.read(key), undefined);
    }
  });
}

function testRestarts(conformance: Conformance): void {
  conformance("keeps pages", async (open) => {
    const first = await open();
    const page = testPage({ tags: ["x"], encoded: { gzip: new Uint8Array(99) } });
    await first.write("key", page, await first.clock());
    await first.close?.();
    assertPage(await (await open()).read("key"), page);
  });

  conformance("does not bring back what was invalidated", async (open) => {
    const first = await open();
    for (const what of [
      { kind: "path", path: "/a" },
      { kind: "tag", tag: "x" },
    ] as const) {
      await first.write(what.kind, testPage({ path: "/a", tags: ["x"] }), await first.clock());
      await first.invalidate(what);
    }
    await first.write("kept", testPage({ path: "/a", tags: ["x"] }), await first.clock());
    await first.close?.();
    const second = await open();
    assert.equal(await second.read("path"), undefined);
    assert.equal(await second.read("tag"), undefined);
    assert.ok(await second.read("kept"));
    await second.invalidate({ kind: "all" });
    await second.close?.();
    assert.equal(await (await open()).read("kept"), undefined);
  });

  conformance("finds the pages to invalidate", async (open) => {
    const first = await open();
    await first.write("key", testPage({ tags: ["x"] }), await first.clock());
    await first.close?.();
    const second = await open();
    await second.invalidate({ kind: "tag", tag: "x" });
    assert.equal(await second.read("key"), undefined);
  });

  conformance("with a new build finds nothing of the old one", async (open) => {
    const first = await open("build-1");
    await first.write("key", testPage(), await first.clock());
    await first.close?.();
    assert.equal(await (await open("build-2")).read("key"), undefined);
  });
}

function testProcesses(conformance: Conformance): void {
  conformance("share pages", async (open) => {
    const [one, other] = [await open(), await open()];
    const page = testPage();
    await one.write("key", page, await one.clock());
    assertPage(await other.read("key"), page);
  });

  conformance("hear of an invalidation before it is over", async (open) => {
    const [one, other] = [await open(), await open()];
    for (const what of [{ kind: "path", path: "/ü" }, { kind: "tag", tag: "x" }, { kind: "all" }] as const) {
      await one.write("key", testPage({ path: "/ü", tags: ["x"] }), await one.clock());
      other.heard.length = 0;
      await one.invalidate(what);
      assert.deepEqual(other.heard, [what]);
      assert.equal(await other.read("key"), undefined);
    }
  });

  conformance("have one clock", async (open) => {
    const [one, other] = [await open(), await open()];
    const since = await other.clock();
    await one.invalidate({ kind: "tag", tag: "x" });
    assert.equal(await other.write("key", testPage({ tags: ["x"] }), since), false);
    assert.equal(await other.clock(), await one.clock());
  });

  conformance("of different builds do not meet", async (open) => {
    const [one, other] = [await open("build-1"), await open("build-2")];
    await one.write("key", testPage({ text: "one" }), await one.clock());
    await other.write("key", testPage({ text: "other" }), await other.clock());
    await one.invalidate({ kind: "all" });
    assert.deepEqual(other.heard, []);
    assert.equal(textOf(await other.read("key")), "other");
  });

  conformance("lock a key one at a time", async (open) => {
    const [one, other] = [await open(), await open()];
    const lock = await one.lock?.("key", 1);
    assert.ok(lock, "a free key was not locked");
    assert.equal(await other.lock?.("key", 1), undefined);
    assert.equal(await one.lock?.("key", 1), undefined);
    assert.ok(await other.lock?.("another key", 1));
    await lock.release();
    assert.ok(await other.lock?.("key", 1));
  });

  conformance("lose a lock after its time, and cannot give back another's", async (open) => {
    const [one, other] = [await open(), await open()];
    const lost = await one.lock?.("key", 0.2);
    await delay(300);
    assert.ok(await other.lock?.("key", 10));
    await lost?.release();
    assert.equal(await one.lock?.("key", 1), undefined);
  });
}
