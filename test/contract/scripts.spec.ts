import { describe, expect, test } from "vitest";
import { openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";
import { rawRequest } from "../support/raw.ts";
import { openRaw } from "./open-raw.ts";

/** What only development sends: Vite's own client, which reloads the page, and what mends it after an error. */
const DEVELOPMENT = /src="\/@(vite\/client|id\/__x00__virtual:bunsen\/recovery)"/;

/** Every script and preload of a document, but for what only development sends. */
const scripts = (html: string): string[] =>
  [...html.matchAll(/<(?:script|link rel="(?:modulepreload|preload)")[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !DEVELOPMENT.test(tag));

describeModes("contract", (app) => {
  const get = async (path: string) => (await app.fetch(path)).text();

  describe("hydrate: false ships no script", () => {
    test.each(["/scripts/none", "/scripts/none-below"])("at %s", async (path) => {
      const html = await get(path);
      expect(html).toContain("clicked 0 times");
      expect(scripts(html)).toEqual([]);
      expect(html).not.toContain("__bunsen_data");
      if (app.mode !== "dev") expect(html).not.toContain("<script");
    });

    test("where something suspends: the server waits for all of it", async () => {
      const answer = openRaw(app, rawRequest("GET", "/scripts/none-streamed/all-of-it"));
      await expect.poll(async () => (await app.fetch("/api/notes/all-of-it")).json()).toEqual(["started"]);
      await app.fetch("/api/gates/all-of-it", { method: "POST" });
      await answer.ended();
      const html = answer.received();
      expect(html).toContain('<p id="late">late content</p>');
      expect(html).not.toMatch(/waiting|<template|\$RC/);
      expect(scripts(html)).toEqual([]);
    });

    test("in a browser", async () => {
      const { page, expectQuietConsole } = await openPage(app, "/scripts/none");
      await page.locator("button").click();
      expect(await page.locator("button").textContent()).toBe("clicked 0 times");
      const loaded = await page.evaluate(() =>
        performance.getEntriesByType("resource").map(({ name }) => name),
      );
      if (app.mode !== "dev") expect(loaded.filter((name) => name.includes("/assets/"))).toEqual([]);
      expectQuietConsole();
    });
  });

  test("the page's own config beats its layout's", async () => {
    expect(scripts(await get("/scripts/none-below/again")).length).toBeGreaterThan(0);
  });

  test("any other page has its data in an inert block, and no inline code", async () => {
    const html = await get("/companions/none");
    const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>/g)].map(([tag]) => tag);
    expect(inline).toEqual([
      expect.stringMatching(/^<script type="application\/json" id="__bunsen_data"[^>]*>$/),
    ]);
  });
});
