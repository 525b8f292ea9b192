import { describe, expect, test } from "vitest";
import { HOSTILE } from "../../playground/contract/src/hostile.ts";
import { type OpenedPage, openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";
import { shown, textOf } from "./shown.ts";

/** What the page says on the server, and what it says in a browser after hydration. */
async function bothSides({ page }: OpenedPage): Promise<[server: unknown, browser: unknown]> {
  const inBrowser = page.locator("#in-browser");
  await expect.poll(() => inBrowser.textContent(), { timeout: 10_000 }).not.toBe("");
  const texts = await Promise.all([page.locator("#shown").textContent(), inBrowser.textContent()]);
  return [JSON.parse(texts[0] ?? ""), JSON.parse(texts[1] ?? "")];
}

const codes = (text: string): number[] =>
  Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));

/** The inert block that carries the data. */
const blockOf = (html: string): string =>
  /<script type="application\/json" id="__bunsen_data"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? "";

describeModes("contract", (app) => {
  test("every rich type survives the way to the browser", async () => {
    const opened = await openPage(app, "/data/rich");
    const [server, browser] = await bothSides(opened);
    expect(browser).toEqual({
      date: "2020-02-03T04:05:06.789Z",
      badDate: true,
      map: [26, 0],
      set: ["a", 1, null],
      big: "12345678901234567891",
      url: "8443/p%C3%A4th",
      regexp: ["a+(?<name>b)\\/<", "giu", true],
      nothing: true,
      nan: true,
      infinity: true,
      negativeZero: true,
      sparse: [4, true, false, true],
      nested: [true, true, true],
      bytes: [0, 127, 255],
      same: true,
      circular: true,
      empty: true,
      odd: { "": 0, "a.b": 1, "</script>": 2 },
    });
    expect(server).toEqual(browser);
    opened.expectQuietConsole();
  });

  describe("hostile text", () => {
    test.each(["?q=", "?rich&q="])("is only text, in values, keys and queries (%s)", async (search) => {
      const asked = HOSTILE[0] ?? "";
      const opened = await openPage(app, `/data/hostile${search}${encodeURIComponent(asked)}`);
      const [server, browser] = await bothSides(opened);
      expect(browser).toEqual({ texts: HOSTILE.map(codes), keys: HOSTILE.map(codes), asked, query: asked });
      expect(server).toEqual(browser);
      expect(await opened.page.evaluate(() => "hacked" in window)).toBe(false);
      opened.expectQuietConsole();
    });

    test.each(["", "?rich"])("leaves no raw < in the data block (%s)", async (search) => {
      const block = blockOf(await (await app.fetch(`/data/hostile${search}`)).text());
      expect(block.length).toBeGreaterThan(100);
      expect(block).not.toMatch(/[<\u2028\u2029]/);
    });
  });

  test("keys with a prototype's name are dropped, or inert", async () => {
    const opened = await openPage(app, "/data/keys");
    const [server, browser] = await bothSides(opened);
    expect(browser).toEqual({
      own: 1,
      kept: 2,
      polluted: [null, null, null],
      keys: ["constructor", "deep", "level", "own", "site", "toString"],
      toString: "text",
    });
    expect(server).toEqual(browser);
    opened.expectQuietConsole();
    expect(blockOf(await (await app.fetch("/data/keys")).text())).not.toContain("__proto__");
    if (app.mode === "dev")
      await expect
        .poll(app.log)
        .toMatch(/^\/data\/keys: props has an own key named __proto__.* \(and 1 more like it\)/m);
    else expect(app.log()).not.toContain("__proto__");
  });

  describe("what cannot travel", () => {
    test.each([
      ["function", "props.user.save", "a function"],
      ["symbol", "props.rows[1].kind", "a symbol"],
      ["instance", "props.price", "an instance of Money"],
      ["promise", "props.user.later", "a promise"],
      ["error", 'props["odd key"]', "an instance of Error"],
      ["nested", "props.user.history.next.next…", "nested too deeply"],
      ["weakmap", "props.deep.list", "an instance of WeakMap"],
    ])("%s is a 500 that names the page and %s", async (what, path, kind) => {
      const response = await app.fetch(`/data/unsendable/${what}`);
      expect(response.status).toBe(500);
      const html = await response.text();
      const message = textOf(html, "message") ?? "";
      await expect.poll(app.log).toContain(textOf(html, "request") ?? "no request id");
      const logged = app.log().slice(app.log().lastIndexOf("GET /data/unsendable"));
      for (const text of app.mode === "dev" ? [message, logged] : [logged]) {
        expect(text).toContain("src/pages/data/unsendable/[what].tsx");
        expect(text).toContain(path);
        // A build has minified the names of the app's classes.
        expect(text).toContain(what === "instance" && app.mode !== "dev" ? "an instance of a class" : kind);
      }
      if (app.mode !== "dev") expect(html).not.toMatch(/props\.|props\[|unsendable\/\[|Money/);
    });
  });

  test("more than 128 kB is a warning in dev that names the largest key", async () => {
    const html = await (await app.fetch("/data/large")).text();
    expect(shown(html)).toBe(20_000);
    if (app.mode !== "dev") return expect(app.log()).not.toContain("props.report.rows");
    await expect.poll(app.log).toContain("props.report.rows");
    await expect.poll(() => app.log()).toMatch(/^\/data\/large: .*props\.report\.rows \(\d+ kB\)/m);
  });

  test("url is a real URL on both sides, query and params are equal", async () => {
    const opened = await openPage(app, "/data/url/7%2F8?tag=a&tag=%C3%A9&id=9");
    const [server, browser] = await bothSides(opened);
    expect(browser).toEqual({
      isUrl: true,
      href: `${app.origin}/data/url/7%2F8?tag=a&tag=%C3%A9&id=9`,
      tags: ["a", "é"],
      next: "?page=2",
      query: { tag: ["a", "é"], id: "7/8" },
      params: { id: "7/8" },
      inherits: false,
    });
    expect(server).toEqual(browser);
    opened.expectQuietConsole();
  });

  test("a catch-all page whose data is plain needs no other script before it hydrates", async () => {
    const block = blockOf(await (await app.fetch("/routing/rest/a/b?tag=1&tag=2")).text());
    expect(JSON.parse(block)).toMatchObject({
      query: { path: ["a", "b"], tag: ["1", "2"] },
      params: { path: ["a", "b"] },
    });
  });

  test("useId agrees at every depth", async () => {
    const opened = await openPage(app, "/data/ids/nested");
    const ids = () =>
      opened.page
        .locator("[data-identified]")
        .evaluateAll((elements) =>
          elements.map((element) => [element.id, element.getAttribute("data-identified")]),
        );
    await expect
      .poll(async () => (await ids()).every(([, inBrowser]) => inBrowser !== ""), { timeout: 10_000 })
      .toBe(true);
    const pairs = await ids();
    expect(pairs).toHaveLength(8);
    for (const [server, browser] of pairs) expect(browser).toBe(server);
    expect(new Set(pairs.map(([server]) => server)).size).toBe(8);
    opened.expectQuietConsole();
  });
});
