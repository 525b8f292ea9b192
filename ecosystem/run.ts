// `npm run ecosystem`: real packages in an app, in development, built, and compiled; each must give the same in all three,
// and what is expected of it. Packages that stay files have an app of their own, whose executable must be refused.
// Names of packages as parameters select some. Ends with 1 if a package fails or differs.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../scripts/tools.mjs";
import { freePort } from "../test/support/ports.ts";
import { writeApp } from "./app.ts";
import { type Case, casesOf } from "./cases.ts";
import { ask, faultOf, type Opener, type Outcome } from "./compare.ts";
import { install } from "./install.ts";
import { refusalFault } from "./refusal.ts";

type Command = (app: string, port: string) => string[];

const directory = import.meta.dirname;
const bunsen = join(directory, "../packages/vite/bin/bunsen.js");
const selected = process.argv.slice(2);
const cases = casesOf(selected.length > 0 ? new Set(selected) : undefined);

const DEV: [string, Command] = [
  "dev",
  (_app, port) => [process.execPath, bunsen, "dev", "--port", port, "--strictPort", "--host", "127.0.0.1"],
];
const BUILT: [string, Command] = [
  "bun",
  (app) => [process.execPath, "--no-install", join(app, "dist/server/index.js")],
];
const BINARY: [string, Command] = ["binary", (app) => [join(app, "dist/app")]];

async function askAll(
  app: string,
  these: readonly Case[],
  command: Command,
  browser: Browser,
): Promise<Map<Case, Outcome>> {
  const port = String(await freePort());
  const server = Bun.spawn(command(app, port), {
    cwd: app,
    env: { ...process.env, PORT: port, NODE_ENV: undefined },
    stdout: Bun.file(join(app, `server-${port}.log`)),
    stderr: "inherit",
  });
  try {
    const origin = `http://127.0.0.1:${port}`;
    await listening(origin, server);
    const outcomes = new Map<Case, Outcome>();
    for (const one of these) outcomes.set(one, await ask(origin, opener(origin, browser), one));
    return outcomes;
  } finally {
    server.kill();
    await server.exited;
  }
}

function opener(origin: string, browser: Browser): Opener {
  return async (path, javaScriptEnabled) => {
    const page = await browser.newPage({ javaScriptEnabled });
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await page.goto(origin + path);
    return { page, problems };
  };
}

async function listening(origin: string, server: Bun.Subprocess): Promise<void> {
  while (server.exitCode === null) {
    const response = await fetch(origin).catch(() => undefined);
    if (response) return;
    await Bun.sleep(100);
  }
  throw new Error(`The server ended with ${server.exitCode}.`);
}

function runBunsen(app: string, command: string): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bunsen, command], {
    cwd: app,
    env: { ...process.env, NO_COLOR: "1" },
    encoding: "utf8",
  });
  return { code: status, output: stdout + stderr };
}

/** @returns how many failed */
async function compare(
  name: string,
  these: readonly Case[],
  modes: readonly [string, Command][],
  browser: Browser,
): Promise<number> {
  if (these.length === 0) return 0;
  const app = join(directory, "app", name);
  writeApp(app, these);
  const isCompiled = modes.includes(BINARY);
  const compiled = runBunsen(app, "compile");
  // The attempt to compile leaves no build.
  const built = isCompiled ? compiled : runBunsen(app, "build");
  if (built.code !== 0) throw new Error(`The app "${name}" does not build:\n${built.output}`);
  // Nothing of the sources and their packages can be found from there.
  const home = mkdtempSync(join(tmpdir(), "bunsen-ecosystem-"));
  cpSync(join(app, "dist"), join(home, "dist"), { recursive: true });
  const byMode = new Map<string, Map<Case, Outcome>>();
  for (const [mode, command] of modes) {
    byMode.set(mode, await askAll(mode === "dev" ? app : home, these, command, browser));
  }
  rmSync(home, { recursive: true });

  let failed = 0;
  for (const one of these) {
    const outcomes = [...byMode].map(([mode, all]): [string, Outcome] => [
      mode,
      all.get(one) ?? { value: undefined, problem: "not asked" },
    ]);
    const fault = faultOf(one, outcomes) ?? (isCompiled ? undefined : refusalFault(one, compiled));
    if (fault !== undefined) failed += 1;
    console.log(fault === undefined ? `same    ${one.name}` : `DIFFERS ${one.name}\n    ${fault}`);
  }
  return failed;
}

install(directory);
rmSync(join(directory, "app"), { recursive: true, force: true });
const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
const bundled = cases.filter(({ isKept }) => !isKept);
const kept = cases.filter(({ isKept }) => isKept);
const failed =
  (await compare("kept", kept, [DEV, BUILT], browser)) +
  (await compare("bundled", bundled, [DEV, BUILT, BINARY], browser));
await browser.close();
console.log(`${cases.length - failed} packages are the same in all modes, ${failed} are not`);
process.exit(failed > 0 ? 1 : 0);
