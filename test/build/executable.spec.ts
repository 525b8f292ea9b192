import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildApp, compileAlone, compileApp, compileByProgram, moveOutside } from "../support/build.ts";
import { whenDone } from "../support/cleanup.ts";
import { type AppFiles, writeApp } from "../support/fixture.ts";
import { bunProgram, bunsenProgram, outsideDirectory } from "../support/paths.ts";
import { freePort } from "../support/ports.ts";
import { runProcess } from "../support/process.ts";
import { inBareRoot, inSandbox, librariesOf, onDisk, whyNoSandbox } from "../support/sandbox.ts";
import { startBinary, startServer } from "../support/serve.ts";

const APP: AppFiles = {
  "src/pages/index.tsx": `
import { useState } from "react";
export default function Page() {
  const [count, setCount] = useState(0);
  return <button type="button" onClick={() => setCount(count + 1)}>{count}</button>;
}
`,
  "src/pages/written.tsx":
    "export const config = { prerender: true };\nexport default () => <h1>written</h1>;\n",
  "src/pages/api/facts.ts": `
import * as React from "react";
import { place } from "placed";
export const GET = () => ({
  ...place(),
  fromDotEnv: process.env.FROM_DOT_ENV,
  preloaded: (globalThis as { preloaded?: boolean }).preloaded,
  developmentReact: typeof (React as { captureOwnerStack?: unknown }).captureOwnerStack,
  shadowed: ((__dirname: string) => __dirname)("its own"),
  standalone: Bun.isStandaloneExecutable,
});
`,
  // An app's own module must not say such things.
  "node_modules/placed/package.json":
    '{ "name": "placed", "version": "1.0.0", "type": "module", "main": "index.js" }',
  "node_modules/placed/index.js":
    "export const place = () => ({ directory: import.meta.dir, commonDirectory: __dirname });\n",
  "public/letters.txt": "abcdefghij".repeat(100),
};

const WITHOUT_SMOKE: AppFiles = {
  "vite.config.ts": `import { bunsen } from "@bunsen/vite";
export default { plugins: [bunsen({ smokeTest: false })] };
`,
};

const DIRECTORY_FILES: AppFiles = {
  ".env": "FROM_DOT_ENV=yes\n",
  "bunfig.toml": 'preload = ["./preload.ts"]\n',
  "preload.ts": "globalThis.preloaded = true;\n",
};

const NO_SANDBOX = whyNoSandbox();

function emptyDirectory(files: AppFiles = {}): string {
  const directory = mkdtempSync(join(outsideDirectory(), "empty-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
  return directory;
}

async function startIn(cwd: string, home: string, environment: Record<string, string> = {}) {
  const port = await freePort();
  return startServer(join(home, "dist/app"), [], port, home, {
    cwd,
    environment: { PORT: String(port), ...environment },
  });
}

describe("an executable", () => {
  let directory = "";
  let home = "";
  beforeAll(async () => {
    directory = writeApp(APP);
    home = await compileAlone(directory);
  }, 180_000);

  test("needs nothing: nobody's process, a read-only root, an empty directory, no temporary files", async ({
    skip,
  }) => {
    if (NO_SANDBOX) return skip(NO_SANDBOX);
    // Not below /tmp, which the sandbox hides.
    const bin = mkdtempSync(join("/var/tmp", "bunsen-"));
    whenDone(() => rmSync(bin, { recursive: true }));
    chmodSync(bin, 0o755);
    const port = await freePort();
    const program = join(bin, "app");
    writeFileSync(program, readFileSync(join(home, "dist/app")), { mode: 0o755 });
    const [command, parameters] = inSandbox(program);
    const server = await startServer(command, parameters, port, home, {
      cwd: "/",
      environment: { PORT: String(port) },
    });
    expect(await (await server.fetch("/")).text()).toContain("<button");
    expect(await (await server.fetch("/written")).text()).toContain("written");
    expect(await (await server.fetch("/letters.txt")).text()).toHaveLength(1000);
    expect(await (await server.fetch("/api/facts")).json()).toMatchObject({ standalone: true });
    await server.stop();
  });

  test("runs in an image that has its C library and no shell, and checks its own health there", async ({
    skip,
  }) => {
    if (NO_SANDBOX) return skip(NO_SANDBOX);
    const libraries = librariesOf(join(home, "dist/app"));
    // What distroless/base has.
    for (const library of libraries) expect(library).toMatch(/\/(ld-linux-.*|lib(c|m|dl|pthread))\.so\.\d$/);
    const root = mkdtempSync(join("/var/tmp", "bunsen-"));
    whenDone(() => rmSync(root, { recursive: true }));
    const command = inBareRoot(root, join(home, "dist/app"), libraries);
    const port = await freePort();
    const environment = { PORT: String(port), HOST: "0.0.0.0" };
    const server = await startServer(...command(), port, home, { cwd: "/", environment });
    expect(await (await server.fetch("/")).text()).toContain("<button");
    const health = () => runProcess(...command("--bunsen-health"), { cwd: "/", environment });
    expect(await health()).toEqual({ code: 0, output: "" });
    await server.stop();
    expect(await health()).toEqual({ code: 1, output: expect.stringMatching(/^Not ready: .+\n$/) });
  });

  test("serves scripts, compressed variants, ranges and prerendered pages from itself", async () => {
    const server = await startBinary(home);
    const html = await (await server.fetch("/")).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "";
    const plain = await server.fetch(script, { headers: { "accept-encoding": "identity" } });
    expect(plain.headers.get("cache-control")).toContain("immutable");
    const range = { range: "bytes=10-12", "accept-encoding": "identity" };
    const part = await server.fetch("/letters.txt", { headers: range });
    expect([part.status, await part.text()]).toEqual([206, "abc"]);
    const written = await server.fetch("/written", { headers: { "accept-encoding": "identity" } });
    expect(await written.text()).toContain("<h1>written</h1>");
  });

  test("loads no .env and no bunfig.toml of the directory it is started in", async () => {
    const server = await startIn(emptyDirectory(DIRECTORY_FILES), home);
    const facts = await (await server.fetch("/api/facts")).json();
    expect(facts).not.toHaveProperty("fromDotEnv");
    expect(facts).not.toHaveProperty("preloaded");
  });

  test.each(["development", "test", ""])("has production React with NODE_ENV=%j", async (value) => {
    const server = await startIn(emptyDirectory(), home, { NODE_ENV: value });
    expect(await (await server.fetch("/api/facts")).json()).toMatchObject({ developmentReact: "undefined" });
  });

  test("holds no path of the machine that built it", async () => {
    expect(readFileSync(join(home, "dist/app")).includes(directory)).toBe(false);
    const server = await startBinary(home);
    const inside = expect.stringMatching(/bunfs|~BUN/);
    expect(await (await server.fetch("/api/facts")).json()).toMatchObject({
      directory: inside,
      commonDirectory: inside,
      shadowed: "its own",
    });
  });

  test("ends in order at SIGTERM, and at once with a message when a variable is wrong", async () => {
    const server = await startBinary(home);
    expect(await server.process.stop()).toBe(0);
    const wrong = await runProcess(join(home, "dist/app"), [], { cwd: home, environment: { PORT: "x" } });
    expect([wrong.code, wrong.output]).toEqual([1, expect.stringContaining("PORT is")]);
  });

  test.each([
    ["executable", () => [join(home, "dist/app")]],
    ["dist/", () => [bunProgram, join(home, "dist/server/index.js")]],
  ])("a second %s on the same port ends with one line", async (_name, command) => {
    const first = await startBinary(home);
    const [program = "", ...parameters] = command();
    const environment = { PORT: String(first.port) };
    const second = await runProcess(program, parameters, { cwd: home, environment, deadline: 10_000 });
    expect(second.code).toBe(1);
    expect(second.output).toContain(`Port ${first.port} is in use`);
    expect(second.output.trim().split("\n")).toHaveLength(1);
  });
});

describe("compiling", () => {
  test('with env: "cwd" loads .env of the working directory, never bunfig.toml', async () => {
    const config = `import { bunsen } from "@bunsen/vite";
export default { plugins: [bunsen({ compile: { env: "cwd", outfile: "dist/app", bytecode: false } })] };
`;
    const directory = writeApp({ ...APP, "vite.config.ts": config });
    const { code, output } = await buildApp(directory);
    expect(code, output).toBe(0);
    const home = moveOutside(directory);
    const server = await startIn(emptyDirectory(DIRECTORY_FILES), home);
    const facts = await (await server.fetch("/api/facts")).json();
    expect(facts).toMatchObject({ fromDotEnv: "yes" });
    expect(facts).not.toHaveProperty("preloaded");
  });

  test.each([
    [["--target", "linux-x65"], /"linux-x65".*Did you mean "linux-x64"/],
    [["--targte", "linux-x64"], /no option "--targte".*"--target"/],
    [["--target"], /--target .* needs a value/],
    [["--bytecode=yes"], /--bytecode .* takes no value/],
    [["--env", "all"], /env.*"cwd"/],
    [["one", "two"], /"two"/],
    [["--outfile", "/proc/none/app"], /\/proc\/none\/app could not be made.*--outfile/],
  ])("%j is refused in one sentence, before anything is built", async (flags, message) => {
    const directory = writeApp(APP);
    const { code, output } = await compileApp(directory, ...flags);
    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(output).toMatch(/^.+\n {2}see .+\n$/);
    expect(readdirSync(directory)).not.toContain("dist");
  });

  test.for<[what: string, options: string, message: RegExp]>([
    ["full", "size=30m", /app could not be made: .*The disk is full.*--outfile/],
    ["read-only", "ro", /app could not be made: .*Writing there is not allowed.*--outfile/],
  ])("to a disk that is %s says so, and leaves nothing there", async ([, options, message], { skip }) => {
    if (NO_SANDBOX) return skip(NO_SANDBOX);
    const directory = writeApp({ ...APP, ...WITHOUT_SMOKE });
    const disk = join(directory, "disk");
    mkdirSync(disk);
    const compile = [bunProgram, bunsenProgram, "compile", "--outfile", "disk/app", "--no-bytecode"];
    const [program, parameters] = onDisk(disk, options, compile);
    const { code, output } = await runProcess(program, parameters, { cwd: directory });
    expect([code, output]).toEqual([1, expect.stringMatching(message)]);
    expect(output).not.toContain("left:");
    expect(readdirSync(directory).filter((name) => name.endsWith(".bun-build"))).toEqual([]);
  });

  test("prints a Dockerfile instead of building anything", async () => {
    const directory = writeApp({ ...APP, "package-lock.json": "{}" });
    const { code, output } = await compileApp(directory, "--dockerfile", "--target", "linux-arm64-musl");
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(
        /npm ci[\s\S]*--target linux-arm64-musl[\s\S]*FROM --platform=linux\/arm64 alpine/,
      ),
    ]);
    expect(readdirSync(directory)).not.toContain("dist");
    const other = await compileApp(directory, "--dockerfile", "--target", "windows-x64");
    expect([other.code, other.output]).toEqual([
      1,
      expect.stringMatching(/no container images for windows-x64/),
    ]);
  });

  test("an unknown option of bunsen({ compile }) is refused with the nearest one", async () => {
    const config = `import { bunsen } from "@bunsen/vite";
export default { plugins: [bunsen({ compile: { targets: ["linux-x64"] } })] };
`;
    const { code, output } = await buildApp(writeApp({ ...APP, "vite.config.ts": config }));
    expect(code).toBe(1);
    expect(output).toMatch(/"targets".*Did you mean "target"/);
  });

  test("leaves nothing behind but what compile() returns when it is done, and nothing when it fails", async () => {
    const directory = writeApp({ "src/pages/index.tsx": "export default () => <h1>page</h1>;\n" });
    mkdirSync(join(directory, "out/app"), { recursive: true });
    const failed = await compileApp(directory, "--outfile", "out/app");
    expect(failed.code).toBe(1);
    expect(failed.output).toMatch(/out\/app could not be made/);
    expect(readdirSync(join(directory, "out"))).toEqual(["app"]);
    const files = await compileByProgram(directory, { outfile: "out/app2", bytecode: false });
    expect(readdirSync(join(directory, "out"))).toEqual(["app", "app2"]);

    // And says what it has written: everything that is on the disk.
    const written = readdirSync(join(directory, "dist"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const executable = join(directory, "out/app2");
    expect(files.map(({ path }) => path)).toEqual([...written, executable].sort());
    for (const { path, size } of files) expect([path, statSync(path).size]).toEqual([path, size]);
    const target = `${process.platform}-${process.arch}`;
    expect(files.filter(({ kind }) => kind === "executable")).toMatchObject([{ path: executable, target }]);
  });
});
