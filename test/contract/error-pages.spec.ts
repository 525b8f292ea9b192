import { describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";
import { headOf, textOf } from "./shown.ts";

/** The wrappers around the error page, from the outside in, and the error page itself. */
const frames = (html: string): string[] =>
  [...html.matchAll(/data-(?:wrapper|error-page)="([^"]+)"/g)].map(([, name = ""]) => name);

describeModes("contract", (app) => {
  const get = async (path: string, init?: RequestInit) => {
    const response = await app.fetch(path, init);
    return { status: response.status, headers: response.headers, html: await response.text() };
  };

  // First in the file: the dev server shows an error of a request without a tab in the next tab that is opened.
  describe("in a browser", () => {
    test("the 404 page is hydrated", async () => {
      const { page, problems } = await openPage(app, "/no/such/page?a=1");
      await hydrated(page, "button");
      await page.locator("button").click();
      expect(await page.locator("button").textContent()).toBe("clicked 1 times");
      expect(await page.locator("#pathname").textContent()).toBe("/no/such/page");
      expect(await page.title()).toBe("Nothing here");
      expect(problems.filter((problem) => !problem.includes("status of 404 (Not Found)"))).toEqual([]);
    });
  });

  describe("the nearest error page, inside its layouts:", () => {
    const NEAREST: [path: string, status: number, frames: string[]][] = [
      ["/nowhere", 404, ["root", "404"]],
      ["/errors/nowhere/at/all", 404, ["root", "404"]],
      ["/errors/section", 404, ["root", "section", "section/404"]],
      ["/errors/section/nowhere", 404, ["root", "section", "section/404"]],
      ["/errors/section/deep/er/still", 404, ["root", "section", "section/404"]],
      ["/errors/section/inner/nowhere", 404, ["root", "section", "inner", "section/inner/404"]],
      ["/errors/section/page?as=not-found", 404, ["root", "section", "section/404"]],
      ["/errors/section/page?as=http-error", 451, ["root", "section", "section/404"]],
      ["/errors/section/page?as=http-error-500", 502, ["root", "section", "section/500"]],
      ["/errors/section/page?as=error", 500, ["root", "section", "section/500"]],
      ["/errors/section/deep/page?as=not-found", 404, ["root", "section", "section/404"]],
      ["/errors/section/deep/page?as=error", 500, ["root", "section", "section/500"]],
      ["/errors/section/inner/page?as=not-found", 404, ["root", "section", "inner", "section/inner/404"]],
      ["/errors/section/inside?as=not-found", 404, ["root", "section", "grouped", "section/(grouped)/404"]],
      ["/errors/section/inside?as=error", 500, ["root", "section", "section/500"]],
      // `inner/` has no 500 page: the next one up, in the layouts that are around that.
      ["/errors/section/inner/page?as=error", 500, ["root", "section", "section/500"]],
    ];
    test.each(NEAREST)("%s is %i", async (path, status, expected) => {
      const answer = await get(path);
      expect(answer.status).toBe(status);
      expect(frames(answer.html)).toEqual(expected);
      expect(answer.html).toContain(`<h1>${status}</h1>`);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    });

    test("the server functions around it run, and its own", async () => {
      const { html, headers } = await get("/errors/section/nowhere");
      expect(html).toContain('data-companion="its companion ran" data-status="404"');
      expect(headers.get("x-error-companion")).toBe("ran");
      expect(headers.get("x-root")).toBe("yes");
    });
  });

  describe("a throw", () => {
    test.each(["/errors/render", "/errors/head", "/errors/html-props"])(
      "in %s is a masked 500 with a request id",
      async (path) => {
        const { status, html } = await get(path);
        expect(status).toBe(500);
        expect(frames(html)).toEqual(["root", "500"]);
        const message = textOf(html, "message");
        const id = textOf(html, "request") ?? "";
        expect(id).toMatch(/^[\da-f-]{36}$/);
        await expect.poll(app.log).toContain(`GET ${path} failed. request=${id}`);
        await expect.poll(() => app.log()).toContain("secret-5f3a9c");
        if (app.mode === "dev") return expect(message).toContain("secret-5f3a9c");
        expect(message).not.toContain("secret");
        expect(html).not.toMatch(/secret-5f3a9c|\/dist\/|\.tsx?:\d/);
      },
    );

    test("for a POST and a HEAD is a 500, too", async () => {
      const path = "/errors/section/page?as=error";
      expect((await get(path, { method: "POST" })).status).toBe(500);
      const head = await get(path, { method: "HEAD" });
      expect([head.status, head.html]).toEqual([500, ""]);
    });
  });

  describe("what is around an error page and breaks is left out:", () => {
    test.each([
      ["/errors/layout", ["root", "layout/500"], 500],
      ["/errors/layout/nowhere", ["root", "layout/404"], 404],
      ["/errors/layout-server", ["root", "layout-server/500"], 500],
      ["/companions/none?break=root", ["500"], 500],
      ["/companions/none?break=root-server", ["500"], 500],
      ["/nowhere?break=root", ["404"], 404],
      ["/nowhere?break=root-server", ["404"], 404],
      ["/errors/section/nowhere?break=root", ["section", "section/404"], 404],
    ])("%s", async (path, expected, status) => {
      const answer = await get(path);
      expect(answer.status).toBe(status);
      expect(frames(answer.html)).toEqual(expected);
      expect(answer.html).toMatch(/<\/html>$/);
    });

    test("without an error in the browser", async () => {
      const { page, problems } = await openPage(app, "/errors/layout/nowhere");
      await page.waitForLoadState("networkidle");
      expect(await page.locator("main").getAttribute("data-error-page")).toBe("layout/404");
      expect(problems.filter((problem) => !problem.includes("status of 404 (Not Found)"))).toEqual([]);
    });
  });

  test("an error page that breaks is replaced by the built-in one", async () => {
    const failed = await get("/errors/broken");
    expect([failed.status, frames(failed.html)]).toEqual([500, []]);
    expect(failed.html).toMatch(/<h1>500<\/h1>/);
    const id = /<code>([\da-f-]{36})<\/code>/.exec(failed.html)?.[1] ?? "no request id";
    await expect.poll(app.log).toContain(`GET /errors/broken failed. request=${id}`);
    if (app.mode !== "dev") expect(failed.html).not.toMatch(/secret-5f3a9c|broke/);
    const missed = await get("/errors/broken/nowhere");
    expect([missed.status, frames(missed.html)]).toEqual([404, []]);
    expect(missed.html).toContain("<h1>404</h1>");
  });

  describe("a hostile address", () => {
    test.each(["/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/x%22onload=%22alert(1)", "/%3C!--"])(
      "%s is shown as text",
      async (path) => {
        const { status, html } = await get(path);
        expect(status).toBe(404);
        expect(html).not.toMatch(/<script>alert|"onload|<!--<?\/?[a-z]/i);
        expect(textOf(html, "pathname")?.length).toBeGreaterThan(3);
      },
    );
  });

  test("a 404 has its own head", async () => {
    const { html } = await get("/nowhere");
    expect(headOf(html)).toContain("<title>Nothing here</title>");
  });
});
