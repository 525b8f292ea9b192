import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { assertPage, testPage, textOf } from "../test-pages.ts";
import type { Conformance } from "./conformance.ts";

/** What is written and read again. */
export function testPages(conformance: Conformance): void {
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
    const texts = Array.from({ length: 40 }, (_, index) => `${index} `.repeat(500 + 125 * index));
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
