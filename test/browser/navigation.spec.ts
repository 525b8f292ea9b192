import type { Page, Route } from "playwright-core";
import { describe, expect, test } from "vitest";
import { colorOf, hydrated, type OpenedPage, openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";
import { APP } from "./navigation/app.ts";
import { navigatesInPlace, noteListener } from "./navigation/ready.ts";

/** What Chromium says of a response that is an error page. */
const ERROR_STATUS = /Failed to load resource: the server responded with a status of (404|503)/;

describeModes(APP, (app) => {
  /** Opens a page whose links are followed in place, and clicks the counter of the root twice. */
  const open = async (path: string): Promise<OpenedPage> => {
    const opened = await openPage(app, path, { initScript: noteListener });
    await readyToNavigate(opened.page);
    await opened.page.locator("#root-counter").click({ clickCount: 2 });
    return opened;
  };

  /** The document is still the one that was opened, with the state of the root. */
  const expectInPlace = async ({ page, loads }: OpenedPage): Promise<void> => {
    expect(await page.locator("#root-counter").textContent()).toBe("2");
    expect(loads()).toBe(1);
  };

  /** A new document was loaded, and the history has one entry more, so that back leads to where the link was. */
  const expectDocument = async ({ page, loads }: OpenedPage, from: string): Promise<void> => {
    await expect.poll(loads).toBe(2);
    await expect.poll(() => page.evaluate(() => history.length)).toBe(3);
    await page.goBack();
    expect(pathOf(page)).toBe(from);
  };

  describe("in place", () => {
    test("the root keeps its state and the page is new, back and forward as well", async () => {
      const opened = await open("/a");
      const { page } = opened;
      await page.locator("#draft").fill("typed");
      await page.locator("#page-counter").click();
      await follow(page, "/b");
      await page.locator("main#b").waitFor();
      expect(pathOf(page)).toBe("/b");
      expect(await page.title()).toBe("Page b");
      expect(await page.locator("#page-counter").textContent()).toBe("0");
      await page.goBack();
      await page.locator("main#a").waitFor();
      expect(await page.title()).toBe("Page a");
      await page.goForward();
      await page.locator("main#b").waitFor();
      expect(await page.locator("#draft").inputValue()).toBe("typed");
      await expectInPlace(opened);
      opened.expectQuietConsole();
    });

    test("layouts that both pages share keep their state and get the new address", async () => {
      const opened = await open("/section/one");
      const { page } = opened;
      await page.locator("#section-counter").click();
      await follow(page, "/section/two");
      await page.locator('main[id="section/two"]').waitFor();
      expect(await page.locator("#section-counter").textContent()).toBe("1");
      expect(await page.locator("#section-path").textContent()).toBe("/section/two");
      await follow(page, "/a");
      await page.locator("main#a").waitFor();
      await follow(page, "/section/one");
      await page.locator('main[id="section/one"]').waitFor();
      expect(await page.locator("#section-counter").textContent()).toBe("0");
      await expectInPlace(opened);
    });

    test("the same route with other params and another query gets new props and keeps its state", async () => {
      const opened = await open("/item/1");
      const { page } = opened;
      await page.locator("#page-counter").click();
      await follow(page, "/item/2");
      await expect.poll(() => page.locator("h1").textContent()).toBe("item 2");
      await page.locator("main a").click();
      await expect.poll(() => page.locator("#details").textContent()).toBe("2 /item/2 ?q=x%20y x y 0");
      expect(await page.locator("#page-counter").textContent()).toBe("1");
      await expectInPlace(opened);
      opened.expectQuietConsole();
    });

    test("a redirect is followed, and its target is the address", async () => {
      const opened = await open("/a");
      await follow(opened.page, "/moved");
      await opened.page.locator("main#b").waitFor();
      expect(pathOf(opened.page)).toBe("/b");
      await opened.page.goBack();
      await opened.page.locator("main#a").waitFor();
      await expectInPlace(opened);
    });

    test("error pages are shown inside of the root", async () => {
      const opened = await open("/a");
      const { page, problems } = opened;
      await follow(page, "/missing");
      await expect.poll(() => page.locator("#error").textContent()).toContain("404");
      expect(await page.title()).toBe("Not found");
      await follow(page, "/fails");
      await expect.poll(() => page.locator("#error").textContent()).toContain("503");
      await page.goBack();
      await expect.poll(() => page.locator("#error").textContent()).toContain("404");
      await expectInPlace(opened);
      expect(problems.filter((problem) => !ERROR_STATUS.test(problem))).toEqual([]);
    });

    test("a page that throws while it is rendered shows the error page, and links still work", async () => {
      const opened = await open("/a");
      const { page } = opened;
      await follow(page, "/throws");
      await expect.poll(() => page.locator("#error").textContent()).toBe("500");
      await follow(page, "/b");
      await page.locator("main#b").waitFor();
      await expectInPlace(opened);
    });

    test("a streamed page is shown with its shell", async () => {
      const opened = await open("/a");
      const { page } = opened;
      const gate = Promise.withResolvers<void>();
      await page.route("**/api/late/*", async (route) => {
        await gate.promise;
        await route.fallback();
      });
      await follow(page, "/streamed");
      await page.locator("#waiting").waitFor();
      await page.locator("#page-counter").click();
      gate.resolve();
      await page.locator("#late").waitFor();
      expect(await page.locator("#page-counter").textContent()).toBe("1");
      await expectInPlace(opened);
      opened.expectQuietConsole();
    });

    test("the head is that of the page, and what scripts have added stays", async () => {
      const opened = await open("/a");
      const { page } = opened;
      await page.evaluate(() => {
        const added = document.createElement("meta");
        added.name = "added";
        document.head.append(added);
        document.documentElement.classList.add("dark");
      });
      await follow(page, "/b");
      await page.locator("main#b").waitFor();
      const head = () =>
        page.evaluate(() => ({
          of: [...document.head.querySelectorAll<HTMLMetaElement>("meta[name=of]")].map(
            ({ content }) => content,
          ),
          alternates: document.head.querySelectorAll("link[rel=alternate]").length,
          added: document.head.querySelectorAll("meta[name=added]").length,
          descriptions: document.head.querySelectorAll("meta[name=description]").length,
          dark: document.documentElement.className,
          html: document.documentElement.dataset.b,
        }));
      const rest = { added: 1, descriptions: 1, dark: "dark" };
      await expect.poll(head).toEqual({ of: ["b"], alternates: 0, html: "yes", ...rest });
      await page.goBack();
      await expect.poll(head).toEqual({ of: ["a"], alternates: 1, html: undefined, ...rest });
      opened.expectQuietConsole();
    });

    test("a title of a component wins, and goes with it", async () => {
      const opened = await open("/a");
      const { page } = opened;
      await follow(page, "/titled");
      await expect.poll(() => page.title()).toBe("Own title 0");
      await page.locator("#more").click();
      await expect.poll(() => page.title()).toBe("Own title 1");
      await follow(page, "/b");
      await page.locator("main#b").waitFor();
      await expect.poll(() => page.title()).toBe("Page b");
      await page.reload();
      expect(await page.title()).toBe("Page b");
      await readyToNavigate(page);
      await follow(page, "/titled");
      await page.locator("main#titled").waitFor();
      await page.reload();
      await readyToNavigate(page);
      await follow(page, "/a");
      await expect.poll(() => page.title()).toBe("Page a");
      opened.expectQuietConsole();
    });

    test("the styles of the next page are there when it is seen, and those of the last one go", async () => {
      const opened = await open("/a");
      const { page } = opened;
      await page.evaluate(() => {
        window.seenColours = [];
        new MutationObserver(() => {
          const main = document.querySelector("main#styled");
          if (main) window.seenColours?.push(getComputedStyle(main).color);
        }).observe(document.body, { childList: true, subtree: true });
      });
      await follow(page, "/styled");
      await page.locator("main#styled").waitFor();
      expect(await page.evaluate(() => window.seenColours?.[0])).toBe("rgb(1, 2, 3)");
      expect(await colorOf(page, "header")).toBe("rgb(4, 5, 6)");
      await follow(page, "/b");
      await page.locator("main#b").waitFor();
      await expect.poll(() => colorOf(page, "header")).toBe("rgb(0, 0, 0)");
      await follow(page, "/styled");
      await page.locator("main#styled").waitFor();
      expect(await colorOf(page, "header")).toBe("rgb(4, 5, 6)");
      await expectInPlace(opened);
      opened.expectQuietConsole();
    });

    test("the title is announced", async () => {
      const { page } = await open("/a");
      await follow(page, "/b");
      await expect.poll(() => page.locator("body > [aria-live]").textContent()).toBe("Page b");
    });

    test("the scroll position is kept for each of five pages, and a link begins at the top or its anchor", async () => {
      const opened = await open("/long");
      const { page } = opened;
      const position = () => page.evaluate(() => Math.round(scrollY));
      const scrollTo = (top: number) => page.evaluate((to) => window.scrollTo(0, to), top);
      await scrollTo(500);
      await page.locator('nav a[href="/long?2"]').dispatchEvent("click");
      await expect.poll(() => page.url()).toContain("?2");
      await expect.poll(position).toBe(0);
      await scrollTo(700);
      for (const to of ["/a", "/b"]) {
        await page.locator(`nav a[href="${to}"]`).first().dispatchEvent("click");
        await page.locator(`main#${to.slice(1)}`).waitFor();
      }
      await page.locator("#to-hash").click();
      await expect.poll(position).toBeGreaterThan(2000);
      expect(new URL(page.url()).hash).toBe("#end");
      await page.goBack();
      await page.locator("main#b").waitFor();
      await page.goBack();
      await page.locator("main#a").waitFor();
      await page.goBack();
      await expect.poll(position).toBe(700);
      await page.goBack();
      await expect.poll(position).toBe(500);
      await page.evaluate(() => history.go(4));
      await expect.poll(position).toBeGreaterThan(2000);
      await expectInPlace(opened);
    });

    test("a link to an anchor of the page requests nothing", async () => {
      const opened = await open("/long");
      const requests: string[] = [];
      opened.page.on("request", (request) => requests.push(request.url()));
      await opened.page.locator("#hash").click();
      await expect.poll(() => opened.page.evaluate(() => scrollY)).toBeGreaterThan(2000);
      await opened.page.goBack();
      await expect.poll(() => opened.page.evaluate(() => scrollY)).toBe(0);
      expect(requests).toEqual([]);
      await expectInPlace(opened);
    });

    test("of several quick clicks the last one wins, and the requests of the others are cancelled", async () => {
      const opened = await open("/a");
      const { page } = opened;
      const held: Route[] = [];
      await page.route("**/item/*", (route) => {
        held.push(route);
      });
      const cancelled: string[] = [];
      page.on("requestfailed", (request) => cancelled.push(new URL(request.url()).pathname));
      await follow(page, "/item/1");
      await expect.poll(() => held.length).toBe(1);
      await follow(page, "/item/2");
      await expect.poll(() => held.length).toBe(2);
      await follow(page, "/b");
      await page.locator("main#b").waitFor();
      await expect.poll(() => cancelled).toEqual(["/item/1", "/item/2"]);
      expect(pathOf(page)).toBe("/b");
      await page.goBack();
      await page.locator("main#a").waitFor();
      await expectInPlace(opened);
    });

    test("a reload loads the page at the address", async () => {
      const { page, loads } = await open("/a");
      await follow(page, "/b");
      await page.locator("main#b").waitFor();
      await page.reload();
      await page.locator("main#b").waitFor();
      expect(loads()).toBe(2);
    });
  });

  describe("a document is loaded", () => {
    test.each([
      ["a page that does not hydrate", "/still", "main#still"],
      ["a page that says so", "/own-document", "html[data-own=ran]"],
      ["what is no page", "/files/inline", "pre"],
    ])("for %s", async (_, to, shown) => {
      const opened = await open("/a");
      await follow(opened.page, to);
      await opened.page.locator(shown).waitFor({ state: "attached" });
      expect(pathOf(opened.page)).toBe(to);
      await expectDocument(opened, "/a");
    });

    test.each(["#reload", "#external"])("by %s", async (selector) => {
      const opened = await open("/a");
      await opened.page.locator(selector).click();
      await opened.page.locator("main#b").waitFor();
      await expectDocument(opened, "/a");
    });

    test("on the way from a page that says so", async () => {
      const { page, loads } = await openPage(app, "/own-document");
      await hydrated(page, "nav a");
      await follow(page, "/b");
      await page.locator("main#b").waitFor();
      expect(loads()).toBe(2);
    });

    test("in a new tab where the link or the visitor asks for one", async () => {
      const opened = await open("/a");
      const { page } = opened;
      for (const options of [undefined, { modifiers: ["ControlOrMeta" as const] }]) {
        const context = page.context();
        const tab = context.waitForEvent("page");
        // The headless shell of Chromium cannot show a tab that a page has opened.
        const document = context.waitForEvent("request", (request) => request.isNavigationRequest());
        await page
          .locator(options ? 'nav a[href="/b"]' : "#blank")
          .first()
          .click(options);
        expect(new URL((await document).url()).pathname).toBe("/b");
        await (await tab).close();
      }
      expect(pathOf(page)).toBe("/a");
      await expectInPlace(opened);
    });

    test.each([
      ["a download", '[href="/files/report"]', "report.txt"],
      ["a link with download", "#download", "b.html"],
    ])("never for %s: the file is saved, and nothing else happens", async (_, selector, name) => {
      const opened = await open("/a");
      const { page } = opened;
      const download = page.waitForEvent("download");
      await page.locator(selector).click();
      expect((await download).suggestedFilename()).toBe(name);
      expect(pathOf(page)).toBe("/a");
      expect(await page.evaluate(() => history.length)).toBe(2);
      await expectInPlace(opened);
      await follow(page, "/b");
      await page.locator("main#b").waitFor();
      await expectInPlace(opened);
    });

    /** Changes what a navigation in place receives; documents are as they are. */
    const replaceBody = (change: (html: string) => string) => async (route: Route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    };

    test.each([
      ["cannot be reached", (route: Route) => route.abort("connectionrefused")],
      ["is of another build", replaceBody((html) => html.replace(/data-build="/, "$&other"))],
      ["is of another app", replaceBody(() => "<!doctype html><title>Bad gateway</title><h1>502</h1>")],
      ["is cut off", replaceBody((html) => html.slice(0, html.indexOf("__bunsen_data")))],
      [
        "has data that does not parse",
        replaceBody((html) => html.replace(/(id="__bunsen_data"[^>]*>)./, "$1oops")),
      ],
    ])("if the response %s", async (what, answer) => {
      const opened = await open("/a");
      await opened.page.route("**/b", (route) =>
        route.request().resourceType() === "fetch" ? answer(route) : route.fallback(),
      );
      await follow(opened.page, "/b");
      await opened.page.locator("main#b").waitFor();
      await expectDocument(opened, "/a");
      if (what !== "cannot be reached") opened.expectQuietConsole();
    });

    test.runIf(app.mode !== "dev")("if the script of the page is gone", async () => {
      const opened = await open("/a");
      await opened.page.route(/\/assets\/b-[^/]*\.js$/, (route) => route.fulfill({ status: 404 }), {
        times: 1,
      });
      await follow(opened.page, "/b");
      await opened.page.locator("main#b").waitFor();
      await expect.poll(opened.loads).toBe(2);
      await hydrated(opened.page, "#page-counter");
    });
  });

  describe("a form", () => {
    const sent = async (): Promise<string[]> => (await app.fetch("/api/sent")).json();
    const text = (page: Page, id: string) => page.locator(`#${id}`).textContent();

    test("that is wrong keeps what was typed, focus, state and place, and a right one is followed in place", async () => {
      const opened = await open("/form");
      const { page, problems } = opened;
      await page.locator("#page-counter").click();
      await page.locator("summary").click();
      await page
        .locator("#file")
        .setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("abc") });
      await page.locator("#text").fill("wrong");
      const entries = await page.evaluate(() => history.length);
      await page.locator("#text").press("Enter");
      await expect.poll(() => text(page, "problem")).toBe("This is wrong.");
      expect((await sent()).at(-1)).toBe("wrong|multipart|a.txt abc");
      expect(await page.locator("#text").inputValue()).toBe("wrong");
      expect(await page.locator("#text").evaluate((field) => field === document.activeElement)).toBe(true);
      expect(await page.locator("#more").getAttribute("open")).not.toBeNull();
      expect(await text(page, "page-counter")).toBe("1");
      await page.locator("#text").fill("right\nline");
      await page.locator("#send").click();
      await expect.poll(() => text(page, "last")).toContain("right");
      expect(await text(page, "problem")).toBe("");
      expect(await page.locator("#text").inputValue()).toBe("");
      expect(await text(page, "page-counter")).toBe("1");
      expect(await page.evaluate(() => history.length)).toBe(entries);
      await expectInPlace(opened);
      expect(problems.filter((problem) => !/status of 422/.test(problem))).toEqual([]);
      const before = (await sent()).length;
      await page.reload();
      expect(await text(page, "problem")).toBe("");
      expect(await sent()).toHaveLength(before);
    });

    test("leads to another page, from its top, and tells of it meanwhile", async () => {
      const opened = await open("/form");
      const { page } = opened;
      await page.evaluate(() => {
        window.statuses = [];
        const status = document.querySelector("#status");
        new MutationObserver(() => window.statuses?.push(status?.textContent ?? "")).observe(document.body, {
          childList: true,
          subtree: true,
          characterData: true,
        });
      });
      await page.locator("#plain input").fill("to /long");
      await page.locator("#plain button").click();
      await page.locator("main#long").waitFor();
      expect(await page.evaluate(() => window.statuses?.[0])).toBe("submitting|/form|to /long");
      expect((await sent()).at(-1)).toBe("to /long|plain|no file");
      expect(pathOf(page)).toBe("/long");
      expect(await page.evaluate(() => scrollY)).toBe(0);
      await page.goBack();
      await page.locator("main#form").waitFor();
      expect(await text(page, "status")).toBe("idle||");
      await expectInPlace(opened);
    });

    test("is sent once by a double click", async () => {
      const opened = await open("/form");
      const { page } = opened;
      const before = (await sent()).length;
      await page.locator("#plain input").fill("slow");
      await page.locator("#plain button").click({ clickCount: 2 });
      await expect.poll(() => text(page, "last")).toContain("slow");
      expect(await sent()).toHaveLength(before + 1);
      await expectInPlace(opened);
    });

    test("with GET is a link", async () => {
      const opened = await open("/form");
      await opened.page.locator("#search button").click();
      await expect.poll(() => text(opened.page, "details")).toBe("7 /item/7 ?q=x x 0");
      await expectInPlace(opened);
    });

    test("saves a file that it leads to, and shows what is no page, without being sent again", async () => {
      const opened = await open("/form");
      const { page, loads } = opened;
      const download = page.waitForEvent("download");
      await page.locator("#to-report button").click();
      expect((await download).suggestedFilename()).toBe("report.txt");
      expect(pathOf(page)).toBe("/form");
      await expectInPlace(opened);
      const before = (await sent()).length;
      await page.locator("#to-still button").click();
      await page.locator("main#still-form").waitFor();
      expect(pathOf(page)).toBe("/still-form");
      expect(await sent()).toHaveLength(before + 1);
      await page.locator("main#still-form a").click();
      await page.locator("main#b").waitFor();
      await hydrated(page, "#page-counter");
      expect(loads()).toBeGreaterThan(1);
    });

    test.runIf(app.mode !== "dev")(
      "works with the page of another build, without being sent again",
      async () => {
        const { page } = await open("/form");
        const before = (await sent()).length;
        await page.route("**/form", async (route) => {
          if (route.request().method() !== "POST") return route.fallback();
          const response = await route.fetch();
          const html = await response.text();
          // Its scripts have other names than those that are loaded.
          const changed = html
            .replace('data-build="', "$&other")
            .replace(/(id="__bunsen_page"[^>]*src="[^"]*)"/, '$1?other"');
          return route.fulfill({ response, body: changed });
        });
        await page.locator("#text").fill("wrong");
        await page.locator("#send").click();
        await expect.poll(() => text(page, "problem")).toBe("This is wrong.");
        expect(await sent()).toHaveLength(before + 1);
        await hydrated(page, "#page-counter");
        await page.locator("#page-counter").click();
        expect(await text(page, "page-counter")).toBe("1");
      },
    );

    test("that cannot be sent says so, and keeps what was typed", async () => {
      const opened = await open("/form");
      const { page } = opened;
      await page.route("**/form", (route) => route.abort("connectionrefused"), { times: 1 });
      await page.locator("#text").fill("typed");
      await page.locator("#send").click();
      await page.locator("body > [role=alert]").waitFor();
      expect(await page.locator("#text").inputValue()).toBe("typed");
      expect(await text(page, "status")).toBe("idle||");
      await page.locator("#send").click();
      await expect.poll(() => text(page, "last")).toContain("typed");
      expect(await page.locator("body > [role=alert]").count()).toBe(0);
      await expectInPlace(opened);
    });

    test("with data-reload loads a document", async () => {
      const { page, loads } = await open("/form");
      await page.locator("#reloads button").click();
      await expect.poll(() => text(page, "last")).toContain("reloaded");
      // The text may be there before the document is.
      await expect.poll(loads).toBe(2);
    });
  });

  describe("in code", () => {
    const hooks = (page: Page) => page.locator("#hooks").textContent();
    const log = (page: Page) => page.locator("#log").textContent();

    test("hooks tell any component of the page, on both sides and after navigate()", async () => {
      const html = await (await app.fetch("/hooks/1?tab=a")).text();
      expect(html).toContain(">/hooks/1|?tab=a|1|a|idle<");
      const opened = await open("/hooks/1?tab=a");
      const { page } = opened;
      expect(await hooks(page)).toBe("/hooks/1|?tab=a|1|a|idle");
      await page.locator("#go").click();
      await expect.poll(() => log(page)).toBe("went");
      expect(await hooks(page)).toBe("/hooks/2|?tab=b|2|b|idle");
      await page.locator("#replace").click();
      await expect.poll(() => log(page)).toBe("replaced");
      expect(await hooks(page)).toBe("/hooks/3||3|none|idle");
      await page.goBack();
      await expect.poll(() => hooks(page)).toBe("/hooks/1|?tab=a|1|a|idle");
      await expectInPlace(opened);
      opened.expectQuietConsole();
    });

    test("a shallow navigation changes the query, and asks nobody", async () => {
      const opened = await open("/hooks/1?tab=a");
      const { page } = opened;
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      await page.locator("#shallow").click();
      await expect.poll(() => hooks(page)).toBe("/hooks/1|?tab=shallow|1|shallow|idle");
      expect(await page.locator("#props").textContent()).toBe("shallow ?tab=shallow");
      await page.goBack();
      await expect.poll(() => hooks(page)).toBe("/hooks/1|?tab=a|1|a|idle");
      await page.goForward();
      await expect.poll(() => hooks(page)).toBe("/hooks/1|?tab=shallow|1|shallow|idle");
      expect(requests).toEqual([]);
      await follow(page, "/b");
      await page.locator("main#b").waitFor();
      await page.goBack();
      await expect.poll(() => page.locator("#asked").textContent()).toBe("1 shallow");
      await page.goBack();
      await expect.poll(() => page.locator("#asked").textContent()).toBe("1 a");
      await expectInPlace(opened);
    });

    test("refresh() shows new data and a new head, and keeps state and place", async () => {
      const opened = await open("/hooks/1#there");
      const { page } = opened;
      const renders = Number(await page.locator("#renders").textContent());
      await page.locator("#page-counter").click();
      await page.evaluate(() => window.scrollTo(0, 300));
      await page.locator("#refresh").dispatchEvent("click");
      await expect.poll(() => log(page)).toBe("refreshed");
      expect(await page.locator("#renders").textContent()).toBe(String(renders + 1));
      expect(await page.title()).toBe(`Render ${renders + 1}`);
      expect(await page.locator("#page-counter").textContent()).toBe("1");
      expect(await page.evaluate(() => [scrollY, location.hash, history.length])).toEqual([300, "#there", 2]);
      await expectInPlace(opened);
    });

    test("a shallow navigation to another page and a script are refused", async () => {
      const { page } = await open("/hooks/1");
      for (const id of ["far", "script"]) {
        await page.locator(`#${id}`).click();
        await expect.poll(() => log(page)).toBe("INVALID_NAVIGATION");
        await page.locator("#refresh").click();
        await expect.poll(() => log(page)).toBe("refreshed");
      }
      expect(await page.evaluate(() => "hacked" in window)).toBe(false);
    });
  });

  test.runIf(app.mode === "bun")(
    "1,000 navigations leave the heap flat",
    async () => {
      const { page } = await open("/a");
      const devtools = await page.context().newCDPSession(page);
      const heap = async (navigations: number): Promise<number> => {
        await page.evaluate(async (count) => {
          for (let index = 0; index < count; index++) {
            const next = index % 2 === 0 ? "/styled" : "/item/1";
            await navigation.navigate(next, { history: "replace" }).finished;
          }
        }, navigations);
        await devtools.send("HeapProfiler.collectGarbage");
        return (await devtools.send("Runtime.getHeapUsage")).usedSize;
      };
      const before = await heap(200);
      // What is compiled and listed once is less than a page per navigation would be.
      expect(await heap(1000)).toBeLessThan(before + 500_000);
    },
    240_000,
  );

  test("a browser without the API gets documents", async () => {
    const { page, loads } = await openPage(app, "/a", {
      initScript: () => Reflect.deleteProperty(window, "NavigationPrecommitController"),
    });
    await hydrated(page, "nav a");
    await page.waitForLoadState("networkidle");
    await follow(page, "/b");
    await page.locator("main#b").waitFor();
    expect(loads()).toBe(2);
  });
});

const follow = (page: Page, to: string) => page.locator(`nav a[href="${to}"]`).first().click();

const pathOf = (page: Page) => new URL(page.url()).pathname;

/** Waits until links of this document are followed in place. */
async function readyToNavigate(page: Page): Promise<void> {
  await hydrated(page, "nav a");
  await navigatesInPlace(page);
}
