import type { StoredPage } from "./store.ts";

/** A page for tests: fresh for a minute, then stale for a minute. */
export function testPage(changes: Partial<StoredPage> & { text?: string } = {}): StoredPage {
  const { text = "<h1>hello</h1>", ...others } = changes;
  return {
    status: 200,
    headers: [["content-type", "text/html; charset=utf-8"]],
    body: new TextEncoder().encode(text),
    encoded: {},
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
