import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";
import { rawRequest } from "../support/raw.ts";
import { openRaw } from "./open-raw.ts";
import { textOf } from "./shown.ts";

const BLOCK = /<script type="application\/json" data-deferred="(\d)">(.*?)<\/script><!---->/g;

/** What a failure shows: the error page of the app, where a level of the page stood. */
const FAILURE = "[data-error-page]";

describeModes("contract", (app) => {
  /** Each gate is used once per mode: it cannot be closed again. */
  const open = (id: string) => app.fetch(`/api/gates/deferred-${id}`, { method: "POST" });
  const pathOf = (id: string) => `/streaming/deferred/${id}`;
  const blocksOf = (html: string) => [...html.matchAll(BLOCK)].map(([, index, data]) => [index, data]);

  /** Opens a page whose document has not ended. */
  const openLoading = async (path: string) => {
    const opened = await openPage(app, "/companions/none");
    await opened.page.goto(app.origin + path, { waitUntil: "commit" });
    await hydrated(opened.page, "main button");
    return opened;
  };

  const click = async (page: Page) => {
    await page.locator("main button").click();
    expect(await page.locator("main button").textContent()).toBe("clicked 1 times");
  };

  describe("a promise among the props", () => {
    test("is sent when it settles, before the boundary that shows it", async () => {
      const answer = openRaw(app, rawRequest("GET", pathOf("in-order")));
      await answer.hasReceived("nobody reads it");
      const shell = answer.received();
      expect(shell).toContain('data-deferred="[&quot;later&quot;,&quot;unused&quot;]"');
      expect(shell).toContain('<p id="fallback">waiting</p>');
      expect(blocksOf(shell)).toEqual([["1", '{"props":{"unused":"nobody reads it"}}']]);
      await open("in-order");
      await answer.ended();
      const late = answer.received().slice(shell.length);
      expect(blocksOf(late).map(([index]) => index)).toEqual(["0"]);
      expect(late.indexOf("data-deferred")).toBeLessThan(late.indexOf('<p id="late">'));
      expect(late).toContain("\\u003Cb> of in-order");
      expect(late).toMatch(/<\/body><\/html>\r\n/);
    });

    test("is a promise in the browser, too, while the document is loading", async () => {
      const { page, expectQuietConsole, loads } = await openLoading(pathOf("in-browser"));
      await click(page);
      expect(await page.locator("#fallback").textContent()).toBe("waiting");
      await open("in-browser");
      await expect.poll(() => page.locator("#late").textContent()).toBe("<b> of in-browser, 7");
      await hydrated(page, "#late");
      expect(await page.locator("main button").textContent()).toBe("clicked 1 times");
      expect(loads()).toBe(2);
      expectQuietConsole();
    });

    test("that has settled is in the document that hydrates", async () => {
      await open("settled");
      const { page, expectQuietConsole } = await openPage(app, pathOf("settled"));
      await hydrated(page, "#late");
      expect(await page.locator("#late").textContent()).toBe("<b> of settled, 7");
      expectQuietConsole();
    });
  });

  describe("a rejected one", () => {
    test("is logged once, masked, and left to the error boundary", async () => {
      const id = `rejected-${app.mode}`;
      const answer = openRaw(app, rawRequest("GET", pathOf(id)));
      await answer.hasReceived("__bunsen_data");
      await open(id);
      await answer.ended();
      const html = answer.received();
      expect(html).toMatch(/^HTTP\/1\.1 200 [\s\S]*<\/body><\/html>/);
      const [, error] = blocksOf(html);
      if (app.mode === "dev") expect(error?.[1]).toContain(id);
      else expect(html).not.toContain("secret-");
      if (app.mode !== "dev") expect(error).toEqual(["0", '{"error":"Something went wrong on our side."}']);
      await expect.poll(app.log).toContain("A deferred prop of /streaming/deferred/[id] failed: later.");
      expect(app.log().split(`secret-5f3a9c ${id}`)).toHaveLength(2);
      expect(app.log()).not.toContain("BOUNDARY_FAILED");

      const { page } = await openPage(app, pathOf(id));
      await page.locator(FAILURE).waitFor();
    });

    // The end of this file looks for unhandled rejections in the log.
    test("is handled, also while a layout still runs", async () => {
      const html = await (await app.fetch("/streaming/deferred/held")).text();
      expect(html).toContain('<h1 id="now">held</h1>');
      expect(blocksOf(html)).toHaveLength(1);
      await expect.poll(app.log).toContain("A deferred prop of /streaming/deferred/held failed: later.");
    });

    test("on a page for all is an error of the page, and not stored", async () => {
      for (let time = 0; time < 2; time += 1) {
        const response = await app.fetch("/streaming/deferred/cached-rejected");
        expect(response.status).toBe(500);
        expect(response.headers.get("cache-control")).toBe("no-store");
        expect(textOf(await response.text(), "request")).toBeTruthy();
      }
    });
  });

  test("what cannot be sent is logged, and fails in the browser", async () => {
    const id = `unsendable-${app.mode}`;
    await open(id);
    const { page } = await openPage(app, pathOf(id));
    await page.locator(FAILURE).waitFor();
    expect(app.log()).toContain("props.later.save is a function, which cannot be sent to the browser.");
  });

  test("one whose block is missing, because the document was cut off, fails", async () => {
    await open("cut-off");
    const html = await (await app.fetch(pathOf("cut-off"))).text();
    const { page } = await openPage(app, "/companions/none");
    await page.route("**/cut-off", (route) =>
      route.fulfill({ body: html.replace(BLOCK, ""), contentType: "text/html" }),
    );
    await page.goto(app.origin + pathOf("cut-off"));
    await page.locator(FAILURE).waitFor();
  });

  test("one that never settles ends with the deadline", async () => {
    const answer = openRaw(app, rawRequest("GET", "/streaming/deadline/deferred"));
    await answer.ended();
    expect(answer.received()).toMatch(/^HTTP\/1\.1 200 [\s\S]*data-deferred="0">[\s\S]*<\/body><\/html>/);
    const { page } = await openPage(app, "/streaming/deadline/deferred");
    await page.locator(FAILURE).waitFor();
  });

  test.each(["cached", "prerendered"])("on a %s page it is awaited", async (kind) => {
    for (let time = 0; time < 2; time += 1) {
      const response = await app.fetch(`/streaming/deferred/${kind}`);
      const html = await response.text();
      expect(html).toContain("awaited<!-- -->, <!-- -->7");
      expect(html).not.toMatch(/waiting|<template|\$RC/);
      expect(blocksOf(html)).toHaveLength(1);
      if (kind === "cached" && app.mode !== "dev")
        expect(response.headers.get("x-bunsen-cache")).toBe(time === 0 ? "MISS" : "HIT");
    }
    const { page, expectQuietConsole } = await openPage(app, `/streaming/deferred/${kind}`);
    await hydrated(page, "#late");
    expectQuietConsole();
  });

  describe("after a navigation in place", () => {
    const follow = (page: Page, id: string) => page.locator("nav a", { hasText: id }).click();

    test("it follows the page, which is shown without it", async () => {
      await open("one");
      const opened = await openPage(app, pathOf("one"));
      const { page } = opened;
      await hydrated(page, "#late");
      await opened.settled();
      await follow(page, "two");
      await expect.poll(() => page.locator("#now").textContent()).toBe("of two");
      expect(await page.locator("#fallback").textContent()).toBe("waiting");
      await open("two");
      await expect.poll(() => page.locator("#late").textContent()).toBe("<b> of two, 7");
      // The transfer that was left, and one that has ended, are no obstacle.
      await follow(page, "one");
      await expect.poll(() => page.locator("#late").textContent()).toBe("<b> of one, 7");
      expect(opened.loads()).toBe(1);
      opened.expectQuietConsole();
    });

    test("it may be left before it has come", async () => {
      const opened = await openPage(app, "/streaming/deferred/cached");
      const { page } = opened;
      await opened.settled();
      await page.locator("nav").evaluate((nav, href) => {
        for (const link of nav.querySelectorAll("a")) if (link.text === "two") link.href = href;
      }, pathOf("never"));
      await follow(page, "two");
      await expect.poll(() => page.locator("#now").textContent()).toBe("of never");
      await page.goBack();
      await expect.poll(() => page.locator("#late").textContent()).toBe("awaited, 7");
      expect(opened.loads()).toBe(1);
      opened.expectQuietConsole();
    });
  });
});
