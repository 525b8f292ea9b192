import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";

/** What a visitor reads of an error that nobody wrote for them. */
const MASKED = "Something went wrong on our side.";

const noted = (page: Page) => page.evaluate(() => window.noted ?? []);

describeModes("contract", (app) => {
  /** In development the error's own message, in production none of it. */
  const messageOf = (own: string) => (app.mode === "dev" ? own : MASKED);
  const overlays = (page: Page) => page.locator("bunsen-error-overlay").count();

  /** As a click, but also through the overlay that shows an error of before. */
  const click = (page: Page, id: string) => page.locator(`#${id}`).dispatchEvent("click");

  /** Opens a page, and gives its layout some state. */
  const openFails = async (search = "") => {
    const opened = await openPage(app, `/browser/fails${search}`);
    await hydrated(opened.page, "#count");
    await click(opened.page, "count");
    await expect.poll(() => opened.page.locator("#count").textContent()).toBe("1");
    return opened;
  };

  describe("an error in the browser shows the nearest 500 page inside what still stands:", () => {
    test.each([
      ["render", "secret of render"],
      ["effect", "secret of effect"],
      ["rejected", "secret of rejected"],
      ["text", "Thrown value: secret of text"],
      ["nothing", "Thrown value: undefined"],
      ["bare", "Thrown value: an object that cannot be converted to a string"],
      ["frozen", "secret of frozen"],
    ])("%s", async (way, own) => {
      const { page, loads } = await openFails();
      await click(page, way);
      await page.locator("[data-error-page='browser/500']").waitFor();
      expect(await page.locator("#message").textContent()).toBe(messageOf(own));
      expect(await page.locator("h1").textContent()).toBe("500");
      expect(await page.locator("#pathname").textContent()).toBe("/browser/fails");
      // With the styles of the error page, and the layout's state.
      const border = await page
        .locator("[data-error-page]")
        .evaluate((element) => getComputedStyle(element).borderLeftColor);
      expect(border).toBe("rgb(200, 0, 0)");
      await click(page, "count");
      await expect.poll(() => page.locator("#count").textContent()).toBe("2");
      expect(loads()).toBe(1);
      if (app.mode !== "dev") expect(await page.locator("#root").innerHTML()).not.toContain("secret");
      else if (way !== "nothing") await expect.poll(() => overlays(page)).toBe(1);
    });

    test("a message that is meant for visitors, with its status", async () => {
      const { page } = await openFails();
      await click(page, "not-found");
      await page.locator("[data-error-page='browser/500']").waitFor();
      expect(await page.locator("h1").textContent()).toBe("404");
      expect(await page.locator("#message").textContent()).toBe("There is no such thing");
    });

    test("an error while the page is hydrated", async () => {
      const { page } = await openPage(app, "/browser/fails?hydration=throws");
      await page.locator("[data-wrapper='browser'] [data-error-page='browser/500']").waitFor();
      expect(await page.locator("#message").textContent()).toBe(messageOf("secret of hydration"));
      await hydrated(page, "#count");
    });

    test("an error of the layout takes the layout away, and no more", async () => {
      const { page } = await openPage(app, "/browser/fails?layout=throws");
      await page.locator("[data-error-page='browser/500']").waitFor();
      expect(await page.locator("header[data-wrapper='root']").count()).toBe(1);
      expect(await page.locator("[data-wrapper='browser']").count()).toBe(0);
    });

    test("an error of the root leaves the error page alone", async () => {
      const { page } = await openPage(app, "/browser/fails?break=root-in-browser");
      await page.locator("#root > [data-error-page='browser/500']").waitFor();
      expect(await page.locator("[data-wrapper]").count()).toBe(0);
    });
  });

  describe("the built-in message", () => {
    test("stands in for an error page that fails, inside the layout, and leads to the page again", async () => {
      const { page } = await openFails("?error-page=throws#part");
      await click(page, "render");
      const alert = page.locator("[data-wrapper='browser'] [role=alert]");
      await alert.waitFor();
      expect(await alert.locator("h1").textContent()).toBe("500");
      expect(await alert.locator("p").textContent()).toBe(messageOf("secret of render"));
      expect(await alert.locator("a").getAttribute("href")).toBe("/browser/fails?error-page=throws");
      const texts = (await noted(page)).map(({ text }) => text);
      expect(texts.sort()).toEqual(["secret of render", "secret of the error page"]);
    });

    test("is there when others have moved what React wants to remove", async () => {
      const { page } = await openFails();
      await page.evaluate(() => {
        const main = document.querySelector("main");
        if (main) document.getElementById("root")?.append(main);
      });
      await click(page, "render");
      await page.locator("[data-wrapper='browser'] [data-error-page='browser/500']").waitFor();
      await expect
        .poll(async () => (await noted(page)).map(({ text }) => text.split(":")[0]))
        .toEqual(["secret of render", "Failed to execute 'removeChild' on 'Node'"]);
    });

    test("stands in for what cannot be loaded", async () => {
      const { page } = await openFails();
      await page.context().setOffline(true);
      await click(page, "render");
      await page.locator("[role=alert]").waitFor();
      expect(await page.locator("[role=alert]").textContent()).toContain("Something went wrong on our side.");
    });
  });

  test("the script of an error page is loaded only when something fails", async () => {
    const { page } = await openFails();
    const scripts = () =>
      page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    const needed = (names: string[]) => names.filter((name) => /\/(failure|500)[-.]|\/500\.tsx/.test(name));
    expect(needed(await scripts())).toEqual([]);
    await click(page, "render");
    await page.locator("[data-error-page]").waitFor();
    expect(needed(await scripts())).not.toEqual([]);
  });

  describe("onError of src/client.ts", () => {
    test("runs before hydration", async () => {
      const { page, expectQuietConsole } = await openFails();
      expect(await page.evaluate(() => window.ranBefore)).toBe(true);
      expectQuietConsole();
    });

    test.each([
      ["render", "render", true],
      ["effect", "render", true],
      ["caught", "caught", true],
      ["handler", "uncaught", false],
      ["promise", "uncaught", false],
    ])("is told once of %s", async (way, kind, hasComponents) => {
      const { page, problems } = await openFails();
      await click(page, way);
      await expect.poll(() => noted(page)).toEqual([{ kind, text: `secret of ${way}`, hasComponents }]);
      if (kind === "uncaught" || kind === "caught") expect(await page.locator("main").count()).toBe(1);
      if (way === "caught") await page.locator("#own").waitFor();
      // The console has it, too, once, and so have the listeners of others.
      const said = problems.filter((problem) => problem.includes(`secret of ${way}`));
      expect(said.length, said.join("\n")).toBe(1);
      if (kind !== "caught") expect(said[0]).toMatch(/^uncaught: /);
      expect(await noted(page)).toHaveLength(1);
    });

    test.each(["throws", "rejects"])("that %s does no harm", async (how) => {
      const { page, problems } = await openFails(`?on-error=${how}`);
      await click(page, "promise");
      await click(page, "render");
      await page.locator("[data-error-page='browser/500']").waitFor();
      await expect
        .poll(() => problems.filter((problem) => problem.includes("onError is broken")).length)
        .toBe(2);
      expect((await noted(page)).map(({ text }) => text)).toEqual(["secret of promise", "secret of render"]);
    });

    test("that is no function is an error that says so", async () => {
      const { page, problems } = await openFails("?on-error=number");
      expect(problems.join("\n")).toMatch(
        /^uncaught: src\/client\.ts exports an onError that is a number\. .*\[CLIENT_EXPORT\]$/,
      );
      expect(await page.locator("main").count()).toBe(1);
    });

    test("a file that throws while it is loaded keeps no page from working", async () => {
      const { page, problems } = await openFails("?client=throws");
      expect(problems).toEqual(["uncaught: secret of src/client.ts"]);
      await click(page, "render");
      await page.locator("[data-error-page='browser/500']").waitFor();
      expect(await noted(page)).toEqual([]);
    });
  });
});
