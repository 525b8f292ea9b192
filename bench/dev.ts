/** `npm run bench`: what a developer waits for: the first page, an edit, a build, a type-check. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { findChromium } from "../scripts/tools.mjs";
import { writeRoutes } from "./many-pages.ts";
import { median, round2 } from "./numbers.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const EDITS = Number(process.env.BENCH_EDITS ?? 21);
/** Milliseconds between an edit and the next: what the last one has begun must not count for it. */
const REST = 400;
const FEW = 5;
const MANY = 500;
const HALF = MANY / 2;

const here = import.meta.dir;
const bunsen = join(here, "../packages/vite/bin/bunsen.js");
const tsc = join(here, "../node_modules/.bin/tsc");

const few = writeRoutes("few", FEW);
const half = writeRoutes("half", HALF);
const many = writeRoutes("many", MANY);

const starts = await rounds(ROUNDS, [few, many], measureStart);
const edits = await measureEdits(few);
const builds = await rounds(Math.min(ROUNDS, 3), [half, many], (app) =>
  run(app, [process.execPath, bunsen, "build"]),
);
const checks = await rounds(ROUNDS, [half, many], (app) => run(app, [tsc, "-p", "."]));

const table = [
  row(`bunsen dev to first page, ${FEW} pages, ms`, column(starts, 0), 1000),
  row(`bunsen dev to first page, ${MANY} routes, ms`, column(starts, 1)),
  row(`the same, ${MANY} against ${FEW}`, ratios(starts, 1, 0), 2),
  row("edit of a component to pixels, ms", edits.component, 100),
  row("edit of a server function to pixels, ms", edits.server, 150),
  row(`build, ${MANY} routes, ms`, column(builds, 1)),
  row(`a route of it, against one of ${HALF}`, perRoute(builds), 1.2),
  row(`type-check, ${MANY} routes, ms`, column(checks, 1)),
  row(`a route of it, against one of ${HALF}`, perRoute(checks), 1.2),
];
console.table(table);
await Bun.write(
  join(here, "dev.json"),
  `${JSON.stringify({ bun: Bun.version, rounds: ROUNDS, edits: EDITS, table }, null, 2)}\n`,
);
rmSync(join(here, ".tmp"), { recursive: true });

/** Measures each app once a round, so that a machine that slows down favours none. */
async function rounds(
  count: number,
  apps: string[],
  measure: (app: string) => Promise<number>,
): Promise<number[][]> {
  const results: number[][] = [];
  for (let round = 0; round < count; round++) {
    const times: number[] = [];
    for (const app of apps) times.push(await measure(app));
    results.push(times);
  }
  return results;
}

function column(results: number[][], index: number): number[] {
  return results.map((times) => times[index] ?? Number.NaN);
}

function ratios(results: number[][], above: number, below: number): number[] {
  return results.map((times) => (times[above] ?? Number.NaN) / (times[below] ?? Number.NaN));
}

/** What a route takes in the large app beside one in the app of half its size: at most 1 if the time is linear. */
function perRoute(results: number[][]): number[] {
  return ratios(results, 1, 0).map((ratio) => (ratio * HALF) / MANY);
}

function row(what: string, values: number[], target?: number) {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    case: what,
    median: round2(median(values)),
    spread: `${round2(sorted[0] ?? Number.NaN)} to ${round2(sorted.at(-1) ?? Number.NaN)}`,
    ...(target !== undefined && { target: `≤ ${target}` }),
  };
}

/** Milliseconds from the command to the whole first page, with nothing kept from an earlier start. */
async function measureStart(app: string): Promise<number> {
  rmSync(join(app, "node_modules"), { recursive: true, force: true });
  const began = performance.now();
  await using server = await startDev(app);
  const response = await fetch(server.url);
  await response.text();
  if (!response.ok) throw new Error(`The first page of ${app} is a ${response.status}.`);
  return performance.now() - began;
}

async function startDev(app: string): Promise<AsyncDisposable & { url: string }> {
  const child = Bun.spawn([process.execPath, bunsen, "dev", "--port", "0", "--host", "127.0.0.1"], {
    cwd: app,
    env: { ...process.env, NO_COLOR: "1" },
    stdout: "pipe",
    stderr: "inherit",
  });
  return {
    url: await printedUrl(child.stdout),
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.exited;
    },
  };
}

/** The first URL of a server's output, which is read on: a full pipe would stop the server. */
async function printedUrl(output: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const found = Promise.withResolvers<string>();
  const read = async () => {
    let text = "";
    for await (const chunk of output.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const url = /http:\/\/\S+/.exec(text)?.[0];
      if (url) found.resolve(url);
    }
    found.reject(new Error(`The development server printed no URL:\n${text}`));
  };
  void read();
  return found.promise;
}

/** Milliseconds that a command takes. */
async function run(cwd: string, command: string[]): Promise<number> {
  const began = performance.now();
  const child = Bun.spawn(command, { cwd, stdout: "pipe", stderr: "pipe" });
  const [output, errors, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code} in ${cwd}:\n${output}${errors}`);
  return performance.now() - began;
}

/** Milliseconds from the write of a file to the frame that shows it, in an open tab. */
async function measureEdits(app: string): Promise<{ component: number[]; server: number[] }> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium found: run npm test, or set CHROMIUM");
  await using server = await startDev(app);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    const connected = page.waitForEvent("console", (message) => message.text() === "[vite] connected.");
    await page.goto(server.url, { waitUntil: "load" });
    await connected;
    const edit = (file: string, selector: string, from: string) =>
      measureEdit(page, join(app, file), selector, from);
    return {
      component: await edit("src/pages/index.tsx", "h1", "component text"),
      server: await edit("src/pages/index.server.ts", "p", "server text"),
    };
  } finally {
    await browser.close();
  }
}

async function measureEdit(page: Page, file: string, selector: string, text: string): Promise<number[]> {
  const original = readFileSync(file, "utf8");
  const times: number[] = [];
  // The first two are for whatever is loaded at the first edit.
  for (let index = 0; index < EDITS + 2; index++) {
    const next = `${text} ${index}`;
    const shown = page.evaluate(whenShown, { selector, text: next });
    await Bun.sleep(REST);
    const began = performance.timeOrigin + performance.now();
    writeFileSync(file, original.replace(text, next));
    times.push((await shown) - began);
  }
  return times.slice(2);
}

/** In the tab: the time of the frame after the one that the text is in. */
function whenShown({ selector, text }: { selector: string; text: string }): Promise<number> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector(selector)?.textContent !== text) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
}
