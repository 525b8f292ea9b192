import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { getRaw } from "../support/raw.ts";
import { rawText } from "../support/raw-response.ts";
import { shown } from "./shown.ts";

/** URL, the file that answers, its parameters. */
type Row = [path: string, file: string, params: object];

const TABLE: Row[] = [
  ["/routing", "index.tsx", {}],
  ["/routing/static", "static.tsx", {}],
  ["/routing/plain", "plain.jsx", {}],
  ["/routing/one/ada", "one/[slug].tsx", { slug: "ada" }],
  ["/routing/dir/7", "dir/[id]/index.tsx", { id: "7" }],
  ["/routing/two/x/y", "two/[a]/[b].tsx", { a: "x", b: "y" }],
  ["/routing/rest/a", "rest/[...path].tsx", { path: ["a"] }],
  ["/routing/rest/a/b/c", "rest/[...path].tsx", { path: ["a", "b", "c"] }],
  ["/routing/optional", "optional/[[...path]].tsx", { path: [] }],
  ["/routing/optional/a", "optional/[[...path]].tsx", { path: ["a"] }],
  ["/routing/optional/a/b", "optional/[[...path]].tsx", { path: ["a", "b"] }],
  ["/routing/grouped/7", "(shared)/grouped/[id].tsx", { id: "7" }],
  ["/routing/index-wins", "index-wins/index.tsx", {}],
  ["/routing/index-wins/a", "index-wins/[[...path]].tsx", { path: ["a"] }],
];

const PRECEDENCE: Row[] = [
  ["/routing/order/new", "order/new.tsx", {}],
  ["/routing/order/item-7", "order/item-[id].tsx", { id: "7" }],
  ["/routing/order/item-7.big", "order/item-[id].big.tsx", { id: "7" }],
  ["/routing/order/item-", "order/[id].tsx", { id: "item-" }],
  ["/routing/order/7", "order/[id].tsx", { id: "7" }],
  ["/routing/order/7/edit", "order/[id]/edit.tsx", { id: "7" }],
  ["/routing/order/new/only", "order/new/only.tsx", {}],
  // Backtracking: `new/` exists and holds no `edit`.
  ["/routing/order/new/edit", "order/[id]/edit.tsx", { id: "new" }],
  ["/routing/order/new/other", "order/[...rest].tsx", { rest: ["new", "other"] }],
  ["/routing/order/7/8", "order/[...rest].tsx", { rest: ["7", "8"] }],
  ["/routing/order", "order/[[...all]].tsx", { all: [] }],
  ["/routing/names/7/x", "names/[a]/x.tsx", { a: "7" }],
  ["/routing/names/7/y", "names/[b]/y.tsx", { b: "7" }],
];

const NAMES: Row[] = [
  ["/routing/café", "café.tsx", {}],
  ["/routing/caf%C3%A9", "café.tsx", {}],
  ["/routing/caf%c3%a9", "café.tsx", {}],
  ["/routing/日本/東京", "日本/[名前].tsx", { 名前: "東京" }],
  ["/routing/%E6%97%A5%E6%9C%AC/%F0%9F%97%BC", "日本/[名前].tsx", { 名前: "🗼" }],
  ["/routing/spaced%20name/a%20b", "spaced name/a b.tsx", {}],
  ["/routing/dots/v1.2", "dots/v1.2.tsx", {}],
  ["/routing/dots/jquery.min", "dots/[name].min.tsx", { name: "jquery" }],
  ["/routing/dots/a.b.min", "dots/[name].min.tsx", { name: "a.b" }],
  ["/routing/one/a.b.c", "one/[slug].tsx", { slug: "a.b.c" }],
  ["/routing/one/style.css", "one/[slug].tsx", { slug: "style.css" }],
  ["/routing/one/app.tsx", "one/[slug].tsx", { slug: "app.tsx" }],
  ["/routing/one/constructor", "one/[slug].tsx", { slug: "constructor" }],
  ["/routing/one/__proto__", "one/[slug].tsx", { slug: "__proto__" }],
  ["/routing/feed/7", "feed/[id].tsx", { id: "7" }],
];

/** Decoded once, and a slash that is data stays in its segment. */
const DECODED: Row[] = [
  ["/routing/one/a%2Fb", "one/[slug].tsx", { slug: "a/b" }],
  ["/routing/one/%2561", "one/[slug].tsx", { slug: "%61" }],
  ["/routing/one/100%25", "one/[slug].tsx", { slug: "100%" }],
  ["/routing/one/a+b", "one/[slug].tsx", { slug: "a+b" }],
  ["/routing/one/a%3Fb%23c", "one/[slug].tsx", { slug: "a?b#c" }],
  ["/routing/one/a;b,c=d", "one/[slug].tsx", { slug: "a;b,c=d" }],
  ["/routing/rest/a%2Fb/c", "rest/[...path].tsx", { path: ["a/b", "c"] }],
  ["/routing/two/..%2f..%2fetc/passwd", "two/[a]/[b].tsx", { a: "../../etc", b: "passwd" }],
  ["/%72outing/one/%61da", "one/[slug].tsx", { slug: "ada" }],
];

const NOT_ROUTED = [
  "/routing/one",
  "/routing/rest",
  "/routing/dir/7/8",
  "/routing/dots/.min",
  "/routing/index",
  "/routing/static/index",
  "/routing/Static",
  "/Routing/static",
  "/routing/CAFÉ",
  "/routing/static.tsx",
  "/routing/hidden/__helper",
  "/routing/hidden/.dotted",
  "/routing/hidden/(group)/page",
  "/routing/hidden/page",
  "/routing/(shared)/grouped/7",
  "/routing/%28shared%29/grouped/7",
  "/routing/hidden/a--b/page",
  "/routing/hidden/__tests__/page",
  "/routing/hidden/.well-hidden/page",
  "/routing/hidden/x.test",
  "/routing/hidden/x.spec",
  "/routing/hidden/x.client",
  "/routing/hidden/x.d",
  "/routing/hidden/x",
  "/__root",
  "/404",
  "/500",
  "/companions/named.server",
];

describeModes("contract", (app) => {
  const get = async (path: string) => {
    const response = await app.fetch(path);
    return { status: response.status, html: await response.text() };
  };

  describe.each([
    ["the table", TABLE],
    ["precedence", PRECEDENCE],
    ["names", NAMES],
    ["decoding", DECODED],
  ])("%s", (_title, rows) => {
    test.each(rows)("%s is %s", async (path, file, params) => {
      const response = await getRaw(app, encodeNonAscii(path));
      expect(response.status).toBe(200);
      expect(shown(rawText(response))).toEqual({ file, params, query: params });
    });
  });

  test("a layout group wraps its pages, and its endpoints have no segment of it either", async () => {
    expect((await get("/routing/grouped/7")).html).toContain('<div data-wrapper="(shared)"><pre id="shown">');
    expect((await get("/routing/one/7")).html).not.toContain('data-wrapper="(shared)"');
    expect(await (await app.fetch("/routing/grouped.txt")).text()).toBe("from a group");
  });

  test.each(NOT_ROUTED)("%s is no route", async (path) => {
    const { status, html } = await get(path);
    expect(status).toBe(404);
    expect(html).toContain('data-error-page="404"');
  });

  test.each(["/api/db.server", "/api/db", "/api"])("%s is no endpoint", async (path) => {
    const response = await app.fetch(path);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  test.each([
    ["/routing/feed/7.json", { file: "feed/[id].json.ts", params: { id: "7" } }],
    ["/routing/feed/7.8.json", { file: "feed/[id].json.ts", params: { id: "7.8" } }],
    ["/routing/stats.test.json", { file: "stats.test.json.ts" }],
    ["/routing/plain.json", { file: "plain.json.js" }],
  ])("the endpoint %s has dots in its URL", async (path, answer) => {
    expect(await (await app.fetch(path)).json()).toEqual(answer);
  });

  test("sitemap.xml.ts is /sitemap.xml, with the public origin", async () => {
    const response = await app.fetch("/sitemap.xml");
    expect(response.headers.get("content-type")).toBe("application/xml");
    expect(await response.text()).toContain(`<loc>${app.origin}/</loc>`);
  });
});

/** A client may send the bytes as they are; sockets take latin1 here. */
function encodeNonAscii(path: string): string {
  return path.replace(/[^\u0020-\u007e]+/g, encodeURIComponent);
}
