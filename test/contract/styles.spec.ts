import { describe, expect, test } from "vitest";
import { colorOf, hydrated, openPage } from "../support/browser.ts";
import { type App, describeModes } from "../support/modes.ts";
import { rawRequest } from "../support/raw.ts";
import { openRaw } from "./open-raw.ts";
import { headOf } from "./shown.ts";

const LAZY = "rgb(1, 2, 3)";
const COLLECTED = "rgb(4, 5, 6)";

describeModes("contract", (app) => {
  const open = (gate: string) => app.fetch(`/api/gates/${gate}`, { method: "POST" });

  describe("the styles of a lazy component", () => {
    test.each(["/styles/lazy", "/styles/lazy-static", "/styles/lazy-cached"])(
      "are in the head of %s, each time, and apply without scripts",
      async (path) => {
        // Its code may still have to be loaded: then it comes late.
        await htmlOf(app, path);
        const [first, second] = [await htmlOf(app, path), await htmlOf(app, path)];
        expect(second).toBe(first);
        const styles = await stylesOf(app, headOf(first));
        const colors = styles
          .join("\n")
          .match(/(?<=color:\s*)[^;}]+/g)
          ?.map(rgb);
        expect(colors).toEqual(["rgb(1, 1, 1)", LAZY]);
        expect(new Set(linksOf(first)).size).toBe(linksOf(first).length);
        const { page } = await openPage(app, path, { javaScriptEnabled: false });
        expect(await colorOf(page, "#lazy")).toBe(LAZY);
      },
    );

    test("are there once hydrated, and once only", async () => {
      const { page, expectQuietConsole } = await openPage(app, "/styles/lazy");
      await hydrated(page, "button");
      await hydrated(page, "#lazy");
      expect(await colorOf(page, "#lazy")).toBe(LAZY);
      const links = await page
        .locator('link[rel="stylesheet"]')
        .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
      expect(new Set(links).size).toBe(links.length);
      expectQuietConsole();
    });
  });

  test.each([
    ["between", [1, 2, 3, 6, 5, 4]],
    ["forwards", [1, 3, 6]],
    ["backwards", [3, 6, 1]],
  ])("styles apply in the order of the imports: %s", async (page, order) => {
    const path = `/styles/order/${page}`;
    // Its lazy component may still have to be loaded.
    await htmlOf(app, path);
    const styles = await stylesOf(app, headOf(await htmlOf(app, path)));
    expect(
      styles
        .join("\n")
        .match(/(?<=order:\s*)\d/g)
        ?.map(Number),
    ).toEqual(order);
  });

  describe("styles of a boundary that comes late", () => {
    test("come just before it, not in the shell", async () => {
      const response = openRaw(app, rawRequest("GET", "/styles/late/styles-raw"));
      await response.hasReceived("the shell");
      await response.hasReceived("__bunsen_data");
      const shell = response.received();
      expect(shell).not.toContain("data-sheet");
      expect(linksOf(shell)).toEqual([]);
      await open("styles-raw");
      await response.ended();
      const late = response.received().slice(shell.length);
      expect(late.indexOf('rel="stylesheet"')).toBeGreaterThan(-1);
      expect(late.indexOf('rel="stylesheet"')).toBeLessThan(late.indexOf('id="late"'));
      expect(late.indexOf(`<style data-sheet>`)).toBeGreaterThan(-1);
      expect(late.indexOf("<style data-sheet>")).toBeLessThan(late.indexOf('id="late"'));
    });

    test("apply when it is shown", async () => {
      const opening = openPage(app, "/styles/late/styles-browser");
      await open("styles-browser");
      const { page, expectQuietConsole } = await opening;
      await page.locator("#late").waitFor();
      expect(await colorOf(page, "#late")).toBe(LAZY);
      expect(await colorOf(page, "#late-coloured")).toBe(COLLECTED);
      await hydrated(page, "#late");
      expectQuietConsole();
    });
  });

  describe("collected styles", () => {
    test.each(["/styles/collected/visitor", "/styles/collected/cached"])(
      "of %s are in its head after its stylesheets, each time",
      async (path) => {
        for (let time = 0; time < 3; time += 1) {
          const head = headOf(await htmlOf(app, path));
          expect(head.match(/<style data-sheet>[^<]*<\/style>/g)).toEqual([
            "<style data-sheet>.coloured--4-5-6-{color:rgb(4, 5, 6)}</style>",
          ]);
          expect(head.lastIndexOf('rel="stylesheet"')).toBeLessThan(head.indexOf("data-sheet"));
        }
      },
    );

    test("are those of one render only, and the page hydrates", async () => {
      const paths = ["rgb(7, 7, 7)", "rgb(8, 8, 8)"].map(
        (color) => `/styles/collected/visitor?color=${encodeURIComponent(color)}`,
      );
      const [sevens, eights] = await Promise.all(paths.map((path) => htmlOf(app, path)));
      expect(sevens).toContain(".coloured--7-7-7-{");
      expect(sevens).not.toContain(".coloured--8-8-8-{");
      expect(eights).not.toContain(".coloured--7-7-7-{");
      const { page, expectQuietConsole } = await openPage(app, paths[0] ?? "");
      await hydrated(page, "button");
      expect(await colorOf(page, "#coloured")).toBe("rgb(7, 7, 7)");
      expectQuietConsole();
    });
  });
});

async function htmlOf(app: App, path: string): Promise<string> {
  const response = await app.fetch(path);
  expect(response.status, path).toBe(200);
  return response.text();
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href = ""]) => href);
}

function stylesOf(app: App, html: string): Promise<string[]> {
  const accept = { headers: { accept: "text/css" } };
  return Promise.all(linksOf(html).map(async (href) => (await app.fetch(href, accept)).text()));
}

/** Minifiers have a spelling of their own. */
function rgb(color: string): string {
  const hex = /^#(..)(..)(..)$/.exec(color.trim())?.slice(1);
  return hex ? `rgb(${hex.map((pair) => Number.parseInt(pair, 16)).join(", ")})` : color.trim();
}
