// `npm run ecosystem`: real packages in one app, in development, built, and compiled; each must be the same in all three.
// Names of packages as parameters select some. Ends with 1 if a package fails or differs.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../scripts/tools.mjs";
import { freePort } from "../test/support/ports.ts";
import { type Case, casesOf, filesOf } from "./cases.ts";
import { ask, differenceOf, type Outcome } from "./compare.ts";
import manifest from "./package.json" with { type: "json" };

const directory = import.meta.dirname;
const app = join(directory, "app");
const bunsen = join(directory, "../packages/vite/bin/bunsen.js");
const selected = process.argv.slice(2);
const cases = casesOf(selected.length > 0 ? new Set(selected) : undefined);

const MODES: [name: string, command: (port: string) => string[]][] = [
  ["dev", (port) => [process.execPath, bunsen, "dev", "--port", port, "--strictPort", "--host", "127.0.0.1"]],
  ["bun", () => [process.execPath, "--no-install", join(app, "dist/server/index.js")]],
  ["binary", () => [join(app, "dist/app")]],
];

/** React is the repository's: the framework and the packages must share one copy. */
function install(): void {
  if (Object.entries(manifest.dependencies).every(([name, version]) => versionOf(name) === version)) return;
  const parameters = [
    "install",
    "--no-audit",
    "--no-fund",
    "--no-package-lock",
    "--legacy-peer-deps",
    "--ignore-scripts",
  ];
  execFileSync("npm", parameters, { cwd: directory, stdio: "inherit" });
  for (const name of ["react", "react-dom"]) {
    rmSync(join(directory, "node_modules", name), { recursive: true, force: true });
  }
}

function versionOf(name: string): string | undefined {
  const file = join(directory, "node_modules", name, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).version : undefined;
}

/** Without a smoke test: every path is requested here, in each mode. */
function writeApp(): void {
  rmSync(app, { recursive: true, force: true });
  const files = {
    "package.json": '{ "name": "ecosystem-app", "private": true, "type": "module" }\n',
    "tsconfig.json": '{ "compilerOptions": { "jsx": "react-jsx", "module": "Preserve" } }\n',
    "vite.config.ts": `import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen({ tailwind: false, smokeTest: false })] };\n`,
    // Browsers ask for it.
    "public/favicon.ico": "",
    ...filesOf(cases),
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    writeFileSync(join(app, path), content);
  }
}

async function askAll(command: (port: string) => string[], browser: Browser): Promise<Map<Case, Outcome>> {
  const port = String(await freePort());
  const server = Bun.spawn(command(port), {
    cwd: app,
    env: { ...process.env, PORT: port, NODE_ENV: undefined },
    stdout: Bun.file(join(app, `server-${port}.log`)),
    stderr: "inherit",
  });
  try {
    const origin = `http://127.0.0.1:${port}`;
    await listening(origin, server);
    const outcomes = new Map<Case, Outcome>();
    for (const one of cases) outcomes.set(one, await ask(origin, browser, one));
    return outcomes;
  } finally {
    server.kill();
    await server.exited;
  }
}

async function listening(origin: string, server: Bun.Subprocess): Promise<void> {
  while (server.exitCode === null) {
    const response = await fetch(origin).catch(() => undefined);
    if (response) return;
    await Bun.sleep(100);
  }
  throw new Error(`The server ended with ${server.exitCode}.`);
}

install();
writeApp();
execFileSync(process.execPath, [bunsen, "compile"], { cwd: app, stdio: "inherit" });
const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
const byMode = new Map<string, Map<Case, Outcome>>();
for (const [mode, command] of MODES) byMode.set(mode, await askAll(command, browser));
await browser.close();

let failed = 0;
for (const one of cases) {
  const outcomes = new Map(
    [...byMode].map(([mode, all]) => [mode, all.get(one) ?? { shown: "", problem: "not asked" }]),
  );
  const difference = differenceOf(outcomes);
  if (difference !== undefined) failed += 1;
  console.log(difference === undefined ? `same    ${one.name}` : `DIFFERS ${one.name}\n    ${difference}`);
}
console.log(`${cases.length - failed} packages are the same in all modes, ${failed} are not`);
process.exit(failed > 0 ? 1 : 0);
