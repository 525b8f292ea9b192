import { setTimeout as delay } from "node:timers/promises";
import type { Browser, BrowserContextOptions, Page, Request } from "playwright-core";
import { expect } from "vitest";
import { findChromium } from "../../scripts/tools.mjs";
import { whenDone } from "./cleanup.ts";
import { until } from "./until.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface OpenedPage {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors and failed requests so far. */
  readonly problems: string[];
  /** How often the document was loaded: 1 means that nothing reloaded it. */
  loads(): number;
  /** Waits for the dev server's socket: an edit that is made before reaches nobody. */
  connected(): Promise<void>;
  /** Waits until nothing is being loaded and two frames later still is not; `networkidle` waits for half a second. */
  settled(): Promise<void>;
  /** Nothing was written to the console, nothing was thrown, no request failed. */
  expectQuietConsole(): void;
}

export interface OpenOptions
  extends Pick<BrowserContextOptions, "javaScriptEnabled" | "viewport" | "colorScheme"> {
  /** Runs in every document before any script of its own. */
  initScript?: () => void;
}

const CLOSE_MILLISECONDS = 10_000;

let launched: Promise<Browser> | undefined;

/** Opens a path in a fresh browser context, recording everything that goes wrong in it. */
export async function openPage(
  app: { origin: string },
  path: string,
  { initScript, ...options }: OpenOptions = {},
): Promise<OpenedPage> {
  const browser = await theBrowser();
  const context = await browser.newContext(options);
  if (initScript) await context.addInitScript(initScript);
  whenDone(() => closeWithin(CLOSE_MILLISECONDS, context));
  const page = await context.newPage();
  const problems = recordProblems(page, options.javaScriptEnabled ?? true);
  const isLoading = watchRequests(page);
  let loads = 0;
  let isConnected = false;
  page.on("console", (message) => {
    if (message.text() === "[vite] connected.") isConnected = true;
  });
  page.on("domcontentloaded", () => {
    loads += 1;
  });
  await page.goto(new URL(path, app.origin).href, { waitUntil: "load" });
  return {
    page,
    problems,
    loads: () => loads,
    connected: async () => {
      await until(() => isConnected, { what: "the dev server's socket" });
    },
    settled: async () => {
      await page.waitForLoadState("load");
      await until(
        async () => {
          if (isLoading()) return false;
          await page.evaluate(twoFrames);
          return !isLoading();
        },
        { what: `${page.url()} to have loaded everything` },
      );
    },
    expectQuietConsole: () => expect(problems).toEqual([]),
  };
}

/** Waits until React has taken over this element, so that what a test does to it is seen. */
export async function hydrated(page: Page, selector: string): Promise<void> {
  const element = page.locator(selector).first();
  await element.waitFor({ state: "attached" });
  await expect
    .poll(
      () => element.evaluate((node) => Object.keys(node).some((key) => key.startsWith("__reactProps$"))),
      {
        message: `${selector} to be hydrated`,
        timeout: 10_000,
      },
    )
    .toBe(true);
}

/** The text colour that the browser computed for the first element: `rgb(1, 2, 3)`. */
export function colorOf(page: Page, selector: string): Promise<string> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).color);
}

/** One browser per spec file, started when a test first needs it. */
function theBrowser(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium found: run npm test, or set CHROMIUM");
  // Only now: most spec files never open a page.
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Ends the spec file's browser, if it had one. */
export async function closeBrowser(): Promise<void> {
  const browser = await launched;
  launched = undefined;
  if (browser) await closeWithin(CLOSE_MILLISECONDS, browser);
}

/** Closing in the middle of a navigation sometimes never ends; the browser goes with this process anyway. */
async function closeWithin(milliseconds: number, what: { close(): Promise<void> }): Promise<void> {
  const timer = new AbortController();
  const late = delay(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([what.close(), late]);
  timer.abort();
}

/** Returns whether a request is under way. */
function watchRequests(page: Page): () => boolean {
  const underWay = new Set<Request>();
  page.on("request", (request) => underWay.add(request));
  page.on("requestfinished", (request) => underWay.delete(request));
  page.on("requestfailed", (request) => underWay.delete(request));
  return () => underWay.size > 0;
}

/** Runs in the page. */
function twoFrames(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });
}

function recordProblems(page: Page, runsScripts: boolean): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    const type = message.type();
    // Browsers ask for it by themselves; a throw-away app need not have one.
    if (message.location().url.endsWith("/favicon.ico")) return;
    if (type === "error" || type === "warning") problems.push(`console ${type}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("requestfailed", (request) => {
    const isBlocked = !runsScripts && request.resourceType() === "script";
    const reason = request.failure()?.errorText ?? "";
    // What leaving a page cuts off has not failed.
    if (!isBlocked && reason !== "net::ERR_ABORTED")
      problems.push(`request failed: ${request.url()} ${reason}`);
  });
  return problems;
}
