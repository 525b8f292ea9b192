import assert from "node:assert/strict";
import type { StoredPage } from "../api/cache-store.ts";

/** A page for tests: fresh for a minute, then stale for a minute. */
export function testPage(changes: Partial<StoredPage> & { text?: string } = {}): StoredPage {
  const { text = "<h1>hello</h1>", ...others } = changes;
  return {
    status: 200,
    headers: [["content-type", "text/html; charset=utf-8"]],
    body: new TextEncoder().encode(text),
    renderedAt: Date.now(),
    fresh: 60,
    stale: 60,
    path: "/",
    tags: [],
    ...others,
  };
}

export function textOf(page: StoredPage | undefined): string | undefined {
  return page && new TextDecoder().decode(page.body);
}

/** @throws an AssertionError unless both have the same content */
export function assertPage(actual: StoredPage | undefined, expected: StoredPage): void {
  assert.deepEqual(actual && comparable(actual), comparable(expected));
}

/** With bytes as text: a `Buffer` and a `Uint8Array` of the same bytes are not deeply equal. */
function comparable({ body, ...others }: StoredPage): object {
  return { ...others, body: Buffer.from(body).toString("hex") };
}
