import assert from "node:assert/strict";
import type { CacheStore, Invalidation, MaybePromise } from "../../api/cache-store.ts";
import { testPage } from "../test-pages.ts";
import type { Conformance } from "./conformance.ts";

/** What an invalidation removes, and what it refuses. */
export function testInvalidation(conformance: Conformance): void {
  const keys = ["a?1", "a?2", "a/b", "c"];
  const populate = async (store: CacheStore): Promise<void> => {
    await store.write("a?1", testPage({ path: "/a", tags: ["x", "y"] }), await store.clock());
    await store.write("a?2", testPage({ path: "/a" }), await store.clock());
    await store.write("a/b", testPage({ path: "/a/b", tags: ["X"] }), await store.clock());
    await store.write("c", testPage({ path: "x", tags: ["x", "/a"] }), await store.clock());
  };
  const cached = async (store: CacheStore): Promise<string[]> => {
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
      await populate(store);
      await store.invalidate(what);
      assert.deepEqual(await cached(store), left, JSON.stringify(what));
    }
    await populate(store);
    assert.deepEqual(await cached(store), keys);
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
