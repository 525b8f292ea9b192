import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { type OpenedPage, openPage } from "../support/browser.ts";
import { buildApp } from "../support/build.ts";
import { writeApp, writeFiles } from "../support/fixture.ts";
import { type RunningServer, startDev } from "../support/serve.ts";
import { DEV_PAGE_APP, SLOW } from "./dev-page-app.ts";

const CONFIG = 'import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen()] };\n';

let server: RunningServer;
beforeAll(async () => {
  server = await startDev(writeApp(DEV_PAGE_APP));
});

async function openDevPage(options = {}): Promise<OpenedPage> {
  const opened = await openPage(server, "/__bunsen", options);
  await expect.poll(() => opened.page.textContent("#live")).toContain("live");
  await opened.page.waitForSelector("#routes tr");
  return opened;
}

/** Asks for a page and reads it to its end: whoever drops it is a client that left. */
async function visit(path: string): Promise<number> {
  const response = await server.fetch(path);
  await response.text();
  return response.status;
}

/** The newest request of a path. */
const requestRow = (page: Page, path: string) =>
  page.locator(`#requests tr:has([title$=" ${path}"])`).first();
const routeRow = (page: Page, file: string) => page.locator(`#routes tr:has(td.file:text-is("${file}"))`);

/** Waits until all of a request's answer is out. */
async function finished(page: Page, path: string): Promise<void> {
  await expect
    .poll(() => requestRow(page, path).locator(".total").textContent())
    .toMatch(/^[\d\u202f]+\.\d$/);
}

/** The numbers of a request's row: prepare, companion, render, transfer, total. */
async function times(page: Page, path: string): Promise<number[]> {
  await finished(page, path);
  const cells = await requestRow(page, path).locator("td.phase, td.total").allTextContents();
  return cells.map((text) => (text === "–" ? 0 : Number(text.replace("\u202f", ""))));
}

describe("the last requests", () => {
  test("appear without a reload, with the time spent in companion, render and transfer", async () => {
    const { page, loads, expectQuietConsole } = await openDevPage();
    // The app remembers what was late once.
    const path = `/shop/slow/${crypto.randomUUID()}?sort`;
    expect(await visit(`${path}=price`)).toBe(200);
    const row = requestRow(page, path);
    const [prepare = 0, companion = 0, render = 0, transfer = 0, total] = await times(page, path);
    // Timers may ring a millisecond early.
    expect(companion).toBeGreaterThanOrEqual(SLOW.companion - 2);
    expect(render).toBeGreaterThanOrEqual(SLOW.render - 2);
    // It runs from the first of two renders.
    expect(transfer).toBeGreaterThanOrEqual(SLOW.late / 4);
    expect(prepare + companion + render + transfer).toBeCloseTo(total ?? 0, 0);
    expect(await row.locator(".status").textContent()).toBe("200");
    expect(await row.locator(".pattern").textContent()).toBe("/shop/slow/[id]");
    expect(await row.locator(".size").textContent()).toMatch(/^[\d.]+ k?B$/);
    expect(await row.locator(".timeline i").count()).toBe(4);
    expect(loads()).toBe(1);
    expectQuietConsole();
  });

  test("tell which server functions ran, and how long each", async () => {
    const { page } = await openDevPage();
    await visit("/shop/slow/two");
    await finished(page, "/shop/slow/two");
    await requestRow(page, "/shop/slow/two").locator(".opener").focus();
    await page.keyboard.press("Enter");
    const details = page.locator("#requests tr.details");
    expect(await details.textContent()).toContain("The page src/pages/shop/slow/[id].tsx");
    const [middleware, root, companion] = await details.locator("li").allTextContents();
    expect(middleware).toMatch(/^middleware\d/);
    const timeOf = (line = "", file: string) => Number(line.replace(file, ""));
    expect(timeOf(root, "src/pages/__root.server.ts")).toBeGreaterThanOrEqual(SLOW.root - 2);
    expect(timeOf(companion, "src/pages/shop/slow/[id].server.ts")).toBeGreaterThanOrEqual(
      SLOW.companion - 2,
    );
    await page.keyboard.press("Enter");
    await details.waitFor({ state: "detached" });
  });

  test("are endpoints, files and errors, too", async () => {
    const { page } = await openDevPage();
    await server.fetch("/api/slow", { method: "POST" });
    await server.fetch("/nobody/knows");
    await server.fetch("/api/slow/");
    const [, handler = 0, render] = await times(page, "/api/slow");
    expect(handler).toBeGreaterThanOrEqual(SLOW.companion - 2);
    expect(render).toBe(0);
    await finished(page, "/nobody/knows");
    expect(await requestRow(page, "/nobody/knows").locator(".status").textContent()).toBe("404");
    expect(await requestRow(page, "/nobody/knows").locator(".pattern").textContent()).toBe("/404");
    await expect.poll(() => requestRow(page, "/api/slow/").locator(".status").textContent()).toBe("308");
  });

  test("can be opened while others come", async () => {
    const { page } = await openDevPage();
    await server.fetch("/pressed");
    await requestRow(page, "/pressed").locator(".opener").hover();
    await page.mouse.down();
    await server.fetch("/meanwhile");
    // Longer than it takes to be told of it.
    await page.waitForTimeout(300);
    await page.mouse.up();
    await page.locator("#requests tr.details").waitFor();
    await requestRow(page, "/meanwhile").waitFor();
    expect(await requestRow(page, "/pressed").locator(".opener").getAttribute("aria-expanded")).toBe("true");
  });

  test("go on after the dev server was started anew", async () => {
    const { page, loads } = await openDevPage();
    await server.fetch("/before/the/restart");
    await requestRow(page, "/before/the/restart").waitFor();
    const restarts = () => server.log().split("server restarted").length;
    const before = restarts();
    // Twice the same text would be no change if this test is tried again.
    writeFiles(server.dir, { "vite.config.ts": `${CONFIG}// ${performance.now()}\n` });
    await expect.poll(restarts).toBeGreaterThan(before);
    await expect.poll(() => page.textContent("#live")).toContain("live");
    await expect.poll(async () => (await server.fetch("/after/the/restart")).status).toBe(404);
    await requestRow(page, "/after/the/restart").waitFor();
    expect(await requestRow(page, "/before/the/restart").count()).toBe(1);
    expect(loads()).toBe(1);
  });

  test("can be looked through and cleared", async () => {
    const { page } = await openDevPage();
    await server.fetch("/cleared/one");
    await server.fetch("/cleared/two");
    await requestRow(page, "/cleared/two").waitFor();
    await page.fill("#find-requests", "cleared/one");
    expect(await page.locator("#requests tr").count()).toBeGreaterThanOrEqual(1);
    expect(await requestRow(page, "/cleared/two").count()).toBe(0);
    await page.fill("#find-requests", "");
    await page.click("#clear");
    expect(await page.locator("#requests tr").count()).toBe(0);
    expect(await page.isVisible("#no-requests")).toBe(true);
    await server.fetch("/cleared/three");
    await requestRow(page, "/cleared/three").waitFor();
    expect(await page.locator("#requests tr").count()).toBe(1);
  });

  test("are a hundred at most", async () => {
    for (let count = 0; count < 105; count++) await server.fetch(`/many/${count}`);
    const { page } = await openDevPage();
    await requestRow(page, "/many/104").waitFor();
    expect(await page.locator("#requests tr").count()).toBe(100);
    expect(await requestRow(page, "/many/3").count()).toBe(0);
  });
});

describe("the routes", () => {
  test("stand in a tree, with their cache settings, and follow the files", async () => {
    const { page, loads } = await openDevPage();
    expect(await routeRow(page, "index.tsx, in __root.tsx").locator(".chip").allTextContents()).toEqual([
      "cachedyes",
      "expiry10 min",
      "tagsnews, front",
      "querypage",
      "varycookie:theme",
    ]);
    expect(await routeRow(page, "shop/slow/[id].tsx + server").locator(".tree").textContent()).toBe("[id]");
    expect(await page.locator("#routes a").allTextContents()).toEqual(["/", "slow"]);
    writeFiles(server.dir, { "src/pages/shop/new.tsx": "export default () => <h1>new</h1>;\n" });
    await routeRow(page, "shop/new.tsx").waitFor();
    writeFiles(server.dir, {
      "src/pages/shop/new.tsx":
        "export const config = { cachePage: true };\nexport default () => <h1>new</h1>;\n",
    });
    await expect
      .poll(() => routeRow(page, "shop/new.tsx").locator(".chip").allTextContents())
      .toEqual(["cachedyes"]);
    rmSync(join(server.dir, "src/pages/shop/new.tsx"));
    await routeRow(page, "shop/new.tsx").waitFor({ state: "detached" });
    expect(loads()).toBe(1);
  });

  test("have the sizes of the last build, and say when that was", async () => {
    const { page } = await openDevPage();
    expect(await page.textContent("#build")).toBe("Run bunsen build to see what is shipped to browsers");
    expect(await routeRow(page, "index.tsx, in __root.tsx").locator(".shipped").first().isVisible()).toBe(
      false,
    );
    const { code, output } = await buildApp(server.dir);
    expect(code, output).toBe(0);
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await page.waitForSelector("#routes .opener");
    expect(await page.textContent("#build")).toMatch(/^Sizes are from the build of \d\d:\d\d$/);
    const row = routeRow(page, "index.tsx, in __root.tsx");
    expect(await row.locator(".shipped").first().textContent()).toMatch(/^2\d\d kB$/);
    await row.locator(".opener").click();
    expect(await page.locator("#routes .details code").allTextContents()).toContainEqual(
      expect.stringMatching(/^assets\/react-.*\.js$/),
    );
    writeFiles(server.dir, { "src/pages/404.tsx": "export default () => <h1>nothing here</h1>;\n" });
    await expect.poll(() => page.textContent("#build")).toMatch(/; 1 page has changed since$/);
    rmSync(join(server.dir, "dist"), { recursive: true });
  });

  test("say what is wrong with them, until it is mended", async () => {
    const { page } = await openDevPage();
    expect(await page.isVisible("#problem")).toBe(false);
    writeFiles(server.dir, { "src/pages/index/index.tsx": "export default () => <h1>again</h1>;\n" });
    await expect.poll(() => page.textContent("#problem")).toContain("src/pages/index/index.tsx");
    await page.click('[data-module="virtual:bunsen/build"]');
    await expect.poll(() => page.textContent("#module")).toContain("src/pages/index/index.tsx");
    rmSync(join(server.dir, "src/pages/index"), { recursive: true });
    await expect.poll(() => page.isVisible("#problem")).toBe(false);
  });
});

describe("the generated modules", () => {
  test("can be read and copied", async () => {
    const { page } = await openDevPage();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.click('[data-module="virtual:bunsen/client/shop/slow/[id]"]');
    await expect.poll(() => page.textContent("#module-id")).toBe("virtual:bunsen/client/shop/slow/[id]");
    const source = (await page.textContent("#module")) ?? "";
    expect(source).toContain('from "/src/pages/shop/slow/[id].tsx";');
    expect(source).toContain("components: [Component0, Component1],");
    await page.click("#copy");
    await expect.poll(() => page.textContent("#copy")).toBe("Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(source);
  });
});

test.each([
  ["light", 1440],
  ["dark", 820],
  ["dark", 390],
] as const)("fits the window in %s, %i pixels wide", async (colorScheme, width) => {
  const { page, expectQuietConsole } = await openDevPage({ colorScheme, viewport: { width, height: 844 } });
  await server.fetch(`/a/${"very/".repeat(40)}long/path`);
  await page.waitForSelector("#requests tr");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red = 0] = background.match(/\d+/g)?.map(Number) ?? [];
  expect(red > 128).toBe(colorScheme === "light");
  expectQuietConsole();
});

test("the banner names it, with routes and versions", () => {
  expect(server.log()).toContain(`${server.origin}/__bunsen`);
  expect(server.log()).toMatch(/Routes: +2 pages, 1 endpoint$/m);
  expect(server.log()).toMatch(/Bunsen: +[\d.]+ · Bun [\d.]+ · React [\d.]+$/m);
});
