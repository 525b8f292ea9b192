import type { Page, Route } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hydrated, type OpenedPage, openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";

const ENTRY = /\/assets\/browser\/chunks-[^/]*\.js$/;
const LATE = /\/assets\/late-[^/]*\.js$/;
const ERROR_PAGES = /\/assets\/(500|failure)-[^/]*\.(js|css)$/;

/** As a server that has another build by now. */
const gone = (route: Route) => route.fulfill({ status: 404, body: "Not Found" });
const unavailable = (route: Route) => route.fulfill({ status: 503, body: "Service Unavailable" });
const unreachable = (route: Route) => route.abort("connectionrefused");

/** Notes in the tab whether an error was ever on the page. */
function noteErrors(): void {
  new MutationObserver(() => {
    if (document.querySelector("[data-error-page], [role=alert]"))
      sessionStorage.setItem("error-seen", "yes");
  }).observe(document, { childList: true, subtree: true });
}

const errorSeen = (page: Page) => page.evaluate(() => sessionStorage.getItem("error-seen"));
const errorPage = (page: Page) => page.locator("[data-wrapper=browser] [data-error-page='browser/500']");

describeModes(
  "contract",
  (app) => {
    const open = async (search = "", initScript = noteErrors): Promise<OpenedPage> => {
      const opened = await openPage(app, `/browser/chunks${search}`, { initScript });
      await hydrated(opened.page, "#late");
      return opened;
    };

    test("nothing is asked for while nothing is gone", async () => {
      const { page } = await open();
      const methods: string[] = [];
      page.on("request", (request) => methods.push(request.method()));
      await page.reload({ waitUntil: "networkidle" });
      expect(new Set(methods)).toEqual(new Set(["GET"]));
    });

    test("a part that is gone loads the page again, once, and shows no error meanwhile", async () => {
      const { page, loads } = await open();
      await page.route(LATE, gone);
      await page.locator("#late").click();
      await expect.poll(loads).toBe(2);
      await page.unroute(LATE);
      await hydrated(page, "#late");
      await page.locator("#late").click();
      await page.locator("#late-content").waitFor();
      expect(loads()).toBe(2);
      expect(await errorSeen(page)).toBeNull();
    });

    test("the page's own script that is gone loads it again, once", async () => {
      const { page, loads } = await open();
      // For the script, and for the question whether it is gone.
      await page.route(ENTRY, gone, { times: 2 });
      await page.reload();
      await expect.poll(loads).toBe(3);
      await hydrated(page, "#late");
      expect(loads()).toBe(3);
    });

    test("a script that the page's own script imports and that is gone loads it again, once", async () => {
      const { page, loads } = await open();
      const preloads = page.locator("link[rel=modulepreload]");
      const urls = await preloads.evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));
      const imported = urls.filter((url) => /\/(client|react|__root)-[^/]*\.js$/.test(url));
      expect(imported).toHaveLength(3);
      for (const [index, url] of imported.entries()) {
        let hasAsked = false;
        await page.route(url, (route) => {
          if (hasAsked) return route.fallback();
          hasAsked = route.request().method() === "HEAD";
          return gone(route);
        });
        // As many reloads as a tab may have.
        await page.evaluate(() => sessionStorage.clear());
        await page.reload();
        await expect.poll(loads).toBe(3 + 2 * index);
        await hydrated(page, "#late");
        expect(loads()).toBe(3 + 2 * index);
      }
    });

    test("a part that stays gone ends in the error page after two reloads", async () => {
      const { page, loads } = await open();
      await page.route(LATE, gone);
      await page.goto(`${app.origin}/browser/chunks?show=late`);
      await errorPage(page).waitFor();
      expect(loads()).toBe(4);
    });

    test("a build that stays gone leaves the server's page, or a message", async () => {
      const { page, loads } = await open();
      await page.route(ENTRY, gone);
      await page.goto(`${app.origin}/browser/chunks?show=late`);
      await expect.poll(loads).toBe(4);
      await page.waitForLoadState("load");
      await page.locator("#late-content").waitFor();
      await page.unroute(ENTRY);
      for (const files of [LATE, ERROR_PAGES]) await page.route(files, gone);
      await page.goto(`${app.origin}/browser/chunks`);
      await hydrated(page, "#late");
      await page.locator("#late").click();
      await page.locator("[role=alert]").waitFor();
      expect(await page.locator("[role=alert]").textContent()).toContain("Something went wrong on our side.");
      expect(loads()).toBe(5);
    });

    describe("the page is not loaded again", () => {
      const stays = async ({ page, loads }: OpenedPage, id = "late") => {
        const before = loads();
        await page.locator(`#${id}`).click();
        await errorPage(page).waitFor();
        expect(loads()).toBe(before);
      };

      test("while something typed is on it", async () => {
        const opened = await open();
        await opened.page.route(LATE, gone);
        await opened.page.locator("input").pressSequentially("a draft");
        await stays(opened);
      });

      test("if it is the result of a POST", async () => {
        const opened = await open();
        await opened.page.route(LATE, gone);
        // A document of its own, as without navigation in place.
        await opened.page.locator("#send").evaluate((button) => button.setAttribute("data-reload", ""));
        await Promise.all([opened.page.waitForEvent("load"), opened.page.locator("#send").click()]);
        await hydrated(opened.page, "#late");
        await stays(opened);
      });

      test.each([
        ["is unavailable", unavailable],
        ["cannot be reached", unreachable],
      ])("if the server %s", async (_, answer) => {
        const opened = await open();
        await opened.page.route(LATE, answer);
        await stays(opened);
      });

      test("if a module is there, but throws", async () => {
        await stays(await open(), "broken");
      });

      test("if the app decides for itself", async () => {
        const opened = await open("?no-reload");
        await opened.page.route(LATE, gone);
        await stays(opened);
      });

      test("where nobody can count", async () => {
        const opened = await open("", () => {
          Object.defineProperty(window, "sessionStorage", {
            get() {
              throw new DOMException("The operation is insecure.", "SecurityError");
            },
          });
        });
        await opened.page.route(LATE, gone);
        await stays(opened);
      });
    });
  },
  // In development Vite has no build that could go.
  { modes: ["bun", "binary"] },
);
