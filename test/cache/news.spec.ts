import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { builtPlayground } from "../support/build.ts";
import { whenDone } from "../support/cleanup.ts";
import { describeModes } from "../support/modes.ts";
import { outsideDirectory } from "../support/paths.ts";
import { startRedis } from "../support/redis.ts";
import { type RunningServer, startBuilt } from "../support/serve.ts";

const printedAt = (html: string): string | undefined => /<time dateTime="([^"]+)"/.exec(html)?.[1];
const pressOf = (html: string): string | undefined => /by press (?:<!-- -->)?(\d+)/.exec(html)?.[1];

async function read(server: RunningServer, path: string): Promise<string> {
  const response = await server.fetch(path);
  expect(response.status, path).toBe(200);
  return response.text();
}

async function rename(server: RunningServer, id: number, headline: string): Promise<void> {
  const body = new URLSearchParams({ headline });
  const response = await server.fetch(`/api/articles/${id}`, { method: "POST", body });
  expect([response.status, response.headers.get("location")]).toEqual([303, "/desk"]);
}

describeModes("news", (app) => {
  const isKept = app.mode !== "dev";

  test("a page is printed once, until an editor changes what is on it", async () => {
    const front = await read(app, "/");
    const article = await read(app, "/article/2");
    const other = await read(app, "/article/3");
    expect(printedAt(await read(app, "/?utm_source=mail")) === printedAt(front)).toBe(isKept);
    await rename(app, 2, "Clock tower goes digital");
    expect(await read(app, "/")).toContain("Clock tower goes digital");
    expect(await read(app, "/article/2")).toContain("Clock tower goes digital");
    expect(printedAt(await read(app, "/article/2"))).not.toBe(printedAt(article));
    expect(printedAt(await read(app, "/article/3")) === printedAt(other)).toBe(isKept);
  });

  test("what is not right changes nothing", async () => {
    for (const [id, headline, status] of [
      [1, " ", 422],
      [1, "x".repeat(201), 422],
      [99, "New", 404],
    ] as const) {
      const body = new URLSearchParams({ headline });
      const response = await app.fetch(`/api/articles/${id}`, { method: "POST", body });
      expect(response.status, headline).toBe(status);
    }
    expect((await app.fetch("/article/99")).status).toBe(404);
    expect((await app.fetch("/article/1%00")).status).toBe(400);
  });

  test("at the desk, in a browser", async () => {
    const { page, settled, expectQuietConsole } = await openPage(app, "/desk");
    const headline = `Press ${crypto.randomUUID()} repaired`;
    await page.getByLabel("Headline of article 4").fill(headline);
    const isPost = (response: { request(): { method(): string } }) => response.request().method() === "POST";
    await Promise.all([
      page.waitForResponse(isPost),
      page
        .locator("form", { has: page.getByLabel("Headline of article 4") })
        .getByRole("button")
        .click(),
    ]);
    await settled();
    await page.waitForURL("**/desk");
    expect(await page.getByLabel("Headline of article 4").inputValue()).toBe(headline);
    await page.getByRole("link", { name: "Front page" }).click();
    await page.getByRole("link", { name: headline }).click();
    // A click on a link does not wait for the page that is shown in place.
    await expect.poll(() => page.locator("h1").textContent()).toBe(headline);
    await page.getByRole("link", { name: "To print" }).click();
    await page.waitForURL(/\?print$/);
    await expect.poll(() => page.getByRole("link", { name: "To print" }).count()).toBe(0);
    expectQuietConsole();
  });

  test("the cache's state is shown, and can be dropped", async () => {
    const { page, expectQuietConsole } = await openPage(app, "/cache");
    await hydrated(page, "button");
    const entries = () => page.locator("#entries").textContent();
    await read(app, "/article/1");
    if (isKept) await expect.poll(entries).not.toBe("0");
    await page.getByRole("button", { name: "Drop every page" }).click();
    await expect.poll(entries).toBe("0");
    expectQuietConsole();
  });
});

describe("two instances on one Redis", () => {
  test("print a page once, and hear at once of a change", async () => {
    const redis = await startRedis();
    const environment = {
      REDIS_URL: redis.url,
      ORIGIN: "http://news.example",
      NEWS_FILE: join(mkdtempSync(join(outsideDirectory(), "news-")), "news.sqlite"),
    };
    const home = await builtPlayground("news");
    const start = async () => {
      const server = await startBuilt(home, { environment });
      whenDone(() => server.stop());
      return server;
    };
    const first = await start();
    const second = await start();
    const front = await read(first, "/");
    expect(pressOf(front)).toBe(String(first.process.pid));
    expect(await read(second, "/")).toBe(front);
    await rename(second, 1, "Bakery moves next door");
    const changed = await read(first, "/");
    expect(changed).toContain("Bakery moves next door");
    expect(await read(second, "/")).toBe(changed);
  });
});
