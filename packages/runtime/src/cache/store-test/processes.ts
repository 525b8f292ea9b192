import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { assertPage, testPage, textOf } from "../test-pages.ts";
import type { Conformance } from "./conformance.ts";

/** What several stores of one place do at the same time. */
export function testProcesses(conformance: Conformance): void {
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
