import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { getRaw, rawRequest, sendRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";
import { shown } from "./shown.ts";

/** What is sent, and where a visitor is led to. */
const REDIRECTS: [target: string, location: string][] = [
  ["/routing/static/", "/routing/static"],
  ["/routing/static//", "/routing/static"],
  ["//routing/static", "/routing/static"],
  ["/routing//static", "/routing/static"],
  ["///routing////static///", "/routing/static"],
  ["/routing/static/?a=1&b=%2F", "/routing/static?a=1&b=%2F"],
  ["/%72outing/static/", "/routing/static"],
  ["/routing/caf%c3%a9/", "/routing/caf%C3%A9"],
  ["/nowhere/", "/nowhere"],
  ["//evil.example", "/evil.example"],
  ["//evil.example/", "/evil.example"],
  ["//evil.example/%2e%2e", "/"],
  ["/%2F/evil.example/", "/%2F/evil.example"],
  ["//", "/"],
];

/** Spellings of one page that need no redirect: every browser and server means the same by them. */
const SAME_PAGE = [
  "/routing/%73tatic",
  "/%72%6F%75%74%69%6E%67/static",
  "/routing/./static",
  "/routing/x/../static",
  "/routing/x/%2e%2e/static",
  "/routing/x/.%2E/static",
  "/../../routing/static",
  "/routing/static?",
];

const BAD: [target: string, what: string][] = [
  ["/%", "half an escape"],
  ["/routing/%zz", "no hexadecimal digits"],
  ["/routing/%c3", "half a character"],
  ["/routing/one/%ff", "bytes that are not UTF-8"],
  ["/routing/one/%c0%af", "an overlong slash"],
  ["/routing/one/%ed%a0%80", "half a surrogate pair"],
  ["/routing/one/\xff", "a raw byte that is not UTF-8"],
  ["/routing/one/%EF%BF%BD", "the replacement character"],
  ["/%00", "NUL"],
  ["/routing/one/a%00.html", "NUL inside"],
  ["/a%0d%0aSet-Cookie:x", "a line break"],
  ["/routing/one/%7f", "DEL"],
  ["/routing/one/%c2%85", "a C1 control"],
  ["/routing%5cstatic", "an encoded backslash"],
  ["/..%5c..%5cx", "backslashes that climb"],
];

const MISSING = [
  "/index",
  "/routing/index",
  "/routing/STATIC",
  "/ROUTING/static",
  "/routing%2Fstatic",
  "/routing/static;x=1",
  "/routing/static.html",
  "/%2572outing/static",
  "/routing/static%20",
  "/routing/static%2F",
  "/%252e%252e/routing/static",
];

describeModes("contract", (app) => {
  test.each(REDIRECTS)("%s leads to %s, on the same host", async (target, location) => {
    const response = await getRaw(app, target);
    expect(response.status).toBe(308);
    const sent = rawHeader(response, "location") ?? "";
    expect(sent).toBe(location);
    expect(sent).toMatch(/^\/(?![/\\])/);
    expect(rawText(response)).toBe("");
    // One step is enough.
    expect((await getRaw(app, sent)).status).not.toBe(308);
  });

  test("a redirect keeps method and body: it is a 308 for POST as well", async () => {
    const response = await sendRaw(app, rawRequest("POST", "/companions/body/", { "Content-Length": "0" }));
    expect([response.status, rawHeader(response, "location")]).toEqual([308, "/companions/body"]);
  });

  test.each(SAME_PAGE)("%s is the page itself", async (target) => {
    const response = await getRaw(app, target);
    expect(response.status).toBe(200);
    expect(shown(rawText(response))).toMatchObject({ file: "static.tsx" });
  });

  test.each(BAD)("%s is a 400 (%s)", async (target) => {
    const response = await getRaw(app, target);
    expect(response.status).toBe(400);
    expect(rawHeader(response, "set-cookie")).toBeUndefined();
    expect(rawText(response)).not.toContain("<");
  });

  test.each(MISSING)("%s is a 404", async (target) => {
    expect((await getRaw(app, target)).status).toBe(404);
  });

  test("as often as it is encoded, it is decoded once", async () => {
    let target = "routing";
    for (let depth = 1; depth <= 12; depth += 1) {
      target = target.replace(/^(%25)*r|^%/, (start) => (start === "r" ? "%72" : "%25"));
      const response = await getRaw(app, `/${target}/static`);
      expect(response.status, target).toBe(depth === 1 ? 200 : 404);
    }
  });

  describe("ctx sees one spelling", () => {
    const seen = async (target: string) =>
      shown(rawText(await getRaw(app, target))) as Record<string, unknown>;

    test.each([
      ["/companions/context/%61da", "/companions/context/ada", "ada"],
      ["/companions/x/../context/ada", "/companions/context/ada", "ada"],
      ["/companions/context/a%2fb", "/companions/context/a%2Fb", "a/b"],
      ["/companions/context/%c3%a9", "/companions/context/%C3%A9", "é"],
      ["/companions/context/a%7Cb", "/companions/context/a|b", "a|b"],
    ])("of %s", async (target, path, id) => {
      const fields = await seen(`${target}?q=%61`);
      // A raw request has no port in its Host header.
      expect(fields.url).toBe(`http://127.0.0.1${path}?q=%61`);
      expect(fields.requestUrl).toBe(fields.url);
      expect(fields.params).toEqual({ id });
    });
  });

  test.each(["/x.css", "%2f.css", ";.js", "/..%2fstatic/a.js", "/%2e%2e%2fx.png"])(
    "a suffix (%s) makes no public file of a personal page",
    async (suffix) => {
      const response = await getRaw(app, `/companions/none${suffix}`);
      expect(response.status).toBe(404);
      expect(rawHeader(response, "cache-control")).toBe("no-store");
      expect(rawHeader(await getRaw(app, "/companions/context/x.css"), "cache-control")).toBe(
        "private, no-cache",
      );
    },
  );

  test.each(["http://127.0.0.1", "http://evil.example", "http://x:99999", "https://user:secret@x:1"])(
    "in absolute form, %s is not what is believed, but the Host",
    async (authority) => {
      const response = await getRaw(app, `${authority}/companions/none?q=1`);
      expect(response.status).toBe(200);
      expect(shown(rawText(response))).toMatchObject({ query: { q: "1" }, search: "?q=1" });
      expect((await getRaw(app, `${authority}/no/such/page`)).status).toBe(404);
    },
  );

  test("a plain request is answered after all of this", async () => {
    expect((await app.fetch("/")).status).toBe(200);
  });
});
