import assert from "node:assert/strict";
import { assertPage, testPage } from "../test-pages.ts";
import type { Conformance } from "./conformance.ts";

/** What a store finds that is opened after another one was closed. */
export function testRestarts(conformance: Conformance): void {
  conformance("keeps pages", async (open) => {
    const first = await open();
    const page = testPage({ tags: ["x"] });
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
