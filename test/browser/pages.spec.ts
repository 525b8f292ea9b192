import { describe, expect, test } from "vitest";
import { openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";

/** Symbols of the elements a page links to. */
const linkedElements = (html: string): string[] => [
  ...new Set([...html.matchAll(/href="\/element\/([A-Z][a-z]?)"/g)].map(([, symbol = ""]) => symbol)),
];

describeModes("elements", (app) => {
  const get = async (path: string) => {
    const response = await app.fetch(path);
    return { response, html: await response.text() };
  };

  describe("the table", () => {
    test("is an HTML page that links all 118 elements", async () => {
      const { response, html } = await get("/");
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toMatch(/^text\/html; ?charset=utf-8$/i);
      expect(html).toMatch(/^<!doctype html>/i);
      expect(linkedElements(html)).toHaveLength(118);
    });

    test("has one title, a language and a viewport", async () => {
      const { html } = await get("/");
      expect(html.match(/<title>[^<]+<\/title>/g)).toHaveLength(1);
      expect(html).toMatch(/<html[^>]* lang="en/);
      expect(html.match(/<meta name="viewport"/g)).toHaveLength(1);
    });
  });

  describe("an element", () => {
    test("shows its data", async () => {
      const { response, html } = await get("/element/Fe");
      expect(response.status).toBe(200);
      expect(html).toMatch(/<title>[^<]*Iron[^<]*<\/title>/);
      expect(html).toContain("26");
    });

    test("that does not exist is the custom 404 page inside the root layout", async () => {
      const { response, html } = await get("/element/Xx");
      expect(response.status).toBe(404);
      expect(response.headers.get("content-type")).toMatch(/^text\/html/);
      expect(html).toContain('action="/search"');
    });
  });

  test("a path without a page is the custom 404 page", async () => {
    const { response, html } = await get("/no/such/page");
    expect(response.status).toBe(404);
    expect(html).toContain('action="/search"');
  });

  describe("the search", () => {
    test("finds on the server", async () => {
      const { response, html } = await get("/search?q=iron");
      expect(response.status).toBe(200);
      expect(linkedElements(html)).toContain("Fe");
      expect(linkedElements(html)).not.toContain("Au");
    });

    test("escapes what it was asked for", async () => {
      const { response, html } = await get(`/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
      expect(response.status).toBe(200);
      expect(html).not.toContain("<script>alert");
      expect(html).not.toContain('"><script>');
    });

    test("works without JavaScript", async () => {
      const { page, expectQuietConsole } = await openPage(app, "/search", { javaScriptEnabled: false });
      const field = page.locator('input[name="q"]').first();
      await field.fill("iron");
      await field.press("Enter");
      await page.waitForURL(/[?&]q=iron/);
      expect(await page.locator('main a[href="/element/Fe"]').count()).toBeGreaterThan(0);
      expect(await page.locator('main a[href="/element/Au"]').count()).toBe(0);
      expectQuietConsole();
    });
  });

  describe("the API", () => {
    test("lists all elements", async () => {
      const response = await app.fetch("/api/elements");
      expect(response.headers.get("content-type")).toMatch(/^application\/json/);
      const elements = await response.json();
      expect(elements).toHaveLength(118);
      expect(elements[25]).toMatchObject({ symbol: "Fe", name: "Iron" });
    });

    test("gives one element", async () => {
      const response = await app.fetch("/api/elements/Fe");
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ symbol: "Fe", name: "Iron" });
    });

    test("answers an unknown element with a problem", async () => {
      const response = await app.fetch("/api/elements/Xx");
      expect(response.status).toBe(404);
      expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
      expect(await response.json()).toMatchObject({ status: 404 });
    });

    test("refuses to be written to", async () => {
      const response = await app.fetch("/api/elements", { method: "DELETE" });
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toContain("GET");
    });
  });

  test("a phone and a desktop can show the table without scrolling the document sideways", async () => {
    for (const width of [390, 1280]) {
      const { page } = await openPage(app, "/", { viewport: { width, height: 800 } });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `at ${width} pixels`).toBeLessThanOrEqual(0);
    }
  });
});
