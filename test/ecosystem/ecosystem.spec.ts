import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hydrated, type OpenedPage, openPage } from "../support/browser.ts";
import { editFile } from "../support/fixture.ts";
import { type App, describeModes } from "../support/modes.ts";
import { APP, SECRET, SERVER_ONLY } from "./app.ts";

const text = (page: Page, selector: string) => page.locator(selector).textContent();

const style = (page: Page, selector: string, property: "color" | "backgroundColor" | "borderTopColor") =>
  page.locator(selector).evaluate((element, name) => getComputedStyle(element)[name], property);

/** Hydrated, with its counter at 1 and nothing in the console. */
async function openCounting(app: App, path: string): Promise<OpenedPage> {
  const opened = await openPage(app, path);
  await hydrated(opened.page, "#counter");
  await opened.page.locator("#counter").click();
  expect(await text(opened.page, "#counter")).toBe("clicked 1");
  opened.expectQuietConsole();
  return opened;
}

/** Whatever a browser is sent for a page: its document and every script. */
async function everythingSent(app: App, path: string): Promise<string> {
  const opened = await openPage(app, "about:blank");
  const sent: Promise<string>[] = [];
  opened.page.on("response", (response) => {
    sent.push(response.text().catch(() => ""));
  });
  await opened.page.goto(new URL(path, app.origin).href, { waitUntil: "networkidle" });
  return (await Promise.all(sent)).join("\n");
}

describeModes(APP, (app) => {
  test("aliases of tsconfig.json work in pages, server functions and endpoints, with no plugin", async () => {
    const { page } = await openCounting(app, "/alias");
    expect(await text(page, "b")).toBe("one+two");
    expect(await (await app.fetch("/api/rows")).json()).toEqual(["one", "two"]);
  });

  test("the React compiler of bunsen({ react }) spares what did not change a render", async () => {
    const { page } = await openCounting(app, "/alias");
    await page.locator("#counter").click();
    expect(await text(page, "#counter")).toBe("clicked 2");
    expect(await page.locator("#child").getAttribute("data-renders")).toBe("1");
  });

  describe("CSS modules and Sass", () => {
    test("style a page without companion, and its layout, before any script runs", async () => {
      const { page, expectQuietConsole } = await openPage(app, "/styles", { javaScriptEnabled: false });
      expect(await style(page, "b", "color")).toBe("rgb(10, 20, 30)");
      expect(await style(page, "#frame", "borderTopColor")).toBe("rgb(70, 80, 90)");
      expect(await style(page, "#box", "backgroundColor")).toBe("rgb(40, 50, 60)");
      expect(await style(page, ".inner", "color")).toBe("rgb(40, 50, 60)");
      expectQuietConsole();
    });

    test("name the same classes on both sides", async () => {
      const { page } = await openPage(app, "/styles", { javaScriptEnabled: false });
      const classes = (of: Page) =>
        of.locator("[class]").evaluateAll((elements) => elements.map((element) => element.className));
      const onServer = await classes(page);
      const hydratedPage = await openCounting(app, "/styles");
      expect(await classes(hydratedPage.page)).toEqual(onServer);
      expect(onServer).toHaveLength(5);
    });
  });

  describe("MDX", () => {
    test("is a page with frontmatter, meta and components that live", async () => {
      const { page } = await openCounting(app, "/post");
      expect(await text(page, "h1")).toBe("A post at /post");
      expect(await text(page, "li em")).toBe("first");
      expect(await text(page, "#frame")).toContain("3 of three");
      expect(await page.title()).toBe("A post");
      const description = page.locator('meta[name="description"]');
      expect(await description.getAttribute("content")).toBe(SERVER_ONLY);
    });

    test("sends the browser nothing that only meta uses", async () => {
      const sent = await everythingSent(app, "/post");
      const [document = "", ...scripts] = sent.split("</html>");
      expect(document).toContain(SERVER_ONLY);
      expect(scripts.join()).toContain("clicked");
      expect(scripts.join()).not.toContain(SERVER_ONLY);
    });

    test("has a config", async () => {
      const html = await (await app.fetch("/still")).text();
      expect(html).toContain("Nothing moves here.");
      expect(html).not.toContain("__bunsen_data");
    });
  });

  test("SVG is a URL, a data URL, text and a component", async () => {
    const { page, expectQuietConsole } = await openPage(app, "/images");
    await hydrated(page, "main");
    const response = await app.fetch((await page.locator("#url").getAttribute("src")) ?? "");
    expect(response.headers.get("content-type")).toBe("image/svg+xml");
    expect(await page.locator("#inlined").getAttribute("src")).toMatch(/^data:image\/svg\+xml/);
    expect(await text(page, "pre")).toContain('<path d="M0 0h2v2H0z"/>');
    expect(await page.locator("svg#component path").count()).toBe(1);
    expectQuietConsole();
  });

  test(".env files: VITE_* on both sides by mode, everything else only where the server is started", async () => {
    const { page } = await openCounting(app, "/environment");
    const mode = app.mode === "dev" ? "development" : "production";
    expect(await text(page, "#baked")).toBe(`shown-from-env mode-${mode} no secret ${mode}`);
    const secret = app.mode === "dev" ? "has a secret" : "has none";
    expect(await text(page, "#server")).toBe(`${secret} mode-${mode}`);
    expect(await everythingSent(app, "/environment")).not.toContain(SECRET);
  });

  test("component sets: one without styles, one with, and icons", async () => {
    const { page, expectQuietConsole } = await openPage(app, "/components");
    await hydrated(page, "#styled");
    await page.locator("#styled").click();
    expect(await text(page, "#styled")).toBe("styled 1");
    // With the mouse over it, and without.
    expect(["rgb(9, 146, 104)", "rgb(12, 166, 120)"]).toContain(
      await style(page, "#styled", "backgroundColor"),
    );
    expect(await page.locator("svg#icon").getAttribute("width")).toBe("48");
    await page.locator("#open").click();
    await expect.poll(() => page.locator("h2").allTextContents()).toEqual(["In the dialog"]);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("h2").count()).toBe(0);
    expectQuietConsole();
  });

  describe.runIf(app.mode === "dev")("in development", () => {
    test("an edit of MDX is seen", async () => {
      const { page, connected } = await openCounting(app, "/post");
      await connected();
      editFile(join(app.dir, "src/pages/post.mdx"), "*first* text", "*second* text");
      await expect.poll(() => page.locator("li em").allTextContents()).toEqual(["second"]);
      editFile(join(app.dir, "src/pages/post.mdx"), "title: A post", "title: Another");
      await expect.poll(() => page.title()).toBe("Another");
    });

    test("no page is loaded twice for a package that was not known", async () => {
      for (const path of ["/post", "/components", "/images"]) {
        const { page, loads } = await openPage(app, path);
        await page.waitForLoadState("networkidle");
        expect(loads(), path).toBe(1);
      }
      expect(app.log()).not.toMatch(/new dependencies optimized|optimized dependencies changed/);
    });
  });
});
