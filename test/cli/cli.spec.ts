import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildApp, runBunsen } from "../support/build.ts";
import { freshEnvironment } from "../support/environment.ts";
import { type AppFiles, writeApp } from "../support/fixture.ts";
import { bunProgram, bunsenProgram, outsideDirectory, repository, viteProgram } from "../support/paths.ts";
import { freePort, isListening } from "../support/ports.ts";
import { runProcess } from "../support/process.ts";
import { startServer } from "../support/serve.ts";
import { startInTerminal } from "../support/terminal.ts";
import { until } from "../support/until.ts";

const COMMANDS = ["dev", "build", "start", "compile", "inspect", "routes", "types"];

const APP: AppFiles = {
  "src/pages/index.tsx": `
import "../styles.css";
export default () => <h1 className="text-red-500">{import.meta.env.MODE}</h1>;
`,
  "src/pages/post/[slug].tsx": "export default () => <p>post</p>;\n",
  "src/pages/post/[slug].server.ts": "export default () => ({ props: { at: new Date(0) } });\n",
  "src/styles.css": '@import "tailwindcss";\n',
  "public/robots.txt": "User-agent: *\n",
};

const WITH_SCRIPT: AppFiles = {
  ...APP,
  "package.json": JSON.stringify({ type: "module", scripts: { dev: `node ${viteProgram}` } }),
};

/** As on a machine that has Node and no Bun. */
function withoutBun(parameters: string[]) {
  const cwd = mkdtempSync(join(outsideDirectory(), "no-bun-"));
  return runProcess("node", [bunsenProgram, ...parameters], { cwd });
}

describe("help", () => {
  test.each([[[]], [["--help"]], [["-h"]]])("bunsen %j lists the commands", async (parameters) => {
    const { code, output } = await withoutBun(parameters);
    expect(code).toBe(0);
    for (const name of COMMANDS)
      expect(output).toMatch(new RegExp(`^ {2}bunsen ${name}( \\[.+?\\])? {2,}\\S`, "m"));
  });

  test.each(COMMANDS)(
    "bunsen %s --help explains each option, with examples, and needs no Bun",
    async (name) => {
      const { code, output } = await withoutBun([name, "--help"]);
      expect(code).toBe(0);
      expect(output).toMatch(
        new RegExp(`^[A-Z].+\\n\\nUsage: bunsen ${name}.* \\[options\\]\\n\\nOptions:\\n`),
      );
      const [, options = "", examples = ""] =
        /Options:\n([\s\S]+)\n\nExamples:\n([\s\S]+)$/.exec(output) ?? [];
      for (const line of options.split("\n"))
        expect(line).toMatch(/^ {2}(-\w, | {4})--\w+.* {2,}\S|^ {20,}\S/);
      expect(options).toMatch(/-h, --help /);
      for (const line of examples.trimEnd().split("\n")) expect(line).toMatch(/^ {2}.*bunsen .+ {2,}\S/);
      for (const line of output.split("\n")) expect(line.length).toBeLessThan(121);
      expect((await withoutBun([name, "-h"])).output).toBe(output);
    },
  );

  test("knows every option of Vite's own commands that makes sense here, and no other", async () => {
    for (const name of ["dev", "build"]) {
      const own = optionsIn((await withoutBun([name, "--help"])).output);
      const vite = optionsIn(
        (await runProcess("node", [viteProgram, name, "--help"], { cwd: repository })).output,
      );
      const left = vite.filter((option) => !own.includes(option));
      expect(left).toEqual(
        name === "dev" ? ["--experimentalBundle", "--profile"] : ["--ssr", "--watch", "--app"],
      );
      const ours = own.filter((option) => !vite.includes(option));
      expect(["--version", "--verify-markup", "--verbose"]).toEqual(expect.arrayContaining(ours));
    }
  });

  test.each([[["--version"]], [["-v"]], [["dev", "--version"]], [["compile", "-v"]]])(
    "bunsen %j says the version",
    async (parameters) => {
      const { version } = JSON.parse(readFileSync(join(repository, "packages/vite/package.json"), "utf8"));
      expect(await withoutBun(parameters)).toEqual({ code: 0, output: `${version}\n` });
    },
  );
});

/** The long names of options, of which each has a line. */
function optionsIn(help: string): string[] {
  return [...help.matchAll(/^ +(?:-\w, +)?(--[\w-]+)/gm)].map(([, name = ""]) => name);
}

/** A message with its code, and the place in the guide that explains it. */
const REFUSAL = /^(.*) \[([A-Z_]+)\]\n {2}see \S+\/vite\/docs\/errors\.md#([a-z_]+)\n$/;

test.each([
  [["buidl"], /^bunsen has no command "buidl". Did you mean "build"\?$/],
  [["dev", "--prot", "3000"], /^bunsen dev has no option "--prot". Did you mean "--port"\?$/],
  [["dev", "-p", "3000"], /^bunsen dev has no option "-p". Known are --port\.$/],
  [["dev", "--port"], /^--port of bunsen dev needs a value/],
  [["build", "--outdri=x"], /^bunsen build has no option "--outdri". Did you mean "--outDir"\?$/],
  [["build", "--mode", "--outDir", "x"], /^--mode of bunsen build needs a value/],
  [["build", "one", "two"], /^bunsen build does not know what to do with "two"\./],
  [["build", "nowhere"], /^There is no directory nowhere\./],
  [["build"], /^There is no Vite config in \/.+\. Create vite.config.ts there: /],
  [["dev", "--config", "nope.ts"], /^There is no Vite config nope.ts\./],
  [["routes", "nowhere"], /^There is no directory nowhere\./],
  [["types"], /^There is no Vite config in /],
  [["start", "--prt", "3"], /^bunsen start has no option "--prt"\. Known are --help, --version\.$/],
  [["start"], /^There is no build in dist. Run "bunsen build" first\.$/],
  [["compile", "--targte", "x"], /^bunsen compile has no option "--targte". Did you mean "--target"\?$/],
  [
    ["compile", "--target", "linux-x46", "--dockerfile"],
    /^Bun does not compile for "linux-x46". Did you mean "linux-x64"\?$/,
  ],
  [["inspect", "--jsno"], /^bunsen inspect has no option "--jsno". Did you mean "--json"\?$/],
  [["inspect"], /^There is nothing at dist\./],
])(
  "bunsen %j is refused in one line that names its entry in the guide, with exit code 1",
  async (parameters, sentence) => {
    const cwd = mkdtempSync(join(outsideDirectory(), "mistaken-"));
    const { code, output } = await runProcess(bunProgram, [bunsenProgram, ...parameters], { cwd });
    expect(code).toBe(1);
    const [, message, name = "", entry] = REFUSAL.exec(output) ?? [];
    expect(message).toMatch(sentence);
    expect(entry).toBe(name.toLowerCase());
    expect(readdirSync(cwd)).toEqual([]);
  },
);

describe("bunsen wraps vite", () => {
  test.each([
    { flags: [], outDir: "dist" },
    {
      flags: [
        "--mode",
        "staging",
        "--base",
        "/shop/",
        "--out-dir",
        "out",
        "--sourcemap",
        "--minify",
        "false",
      ],
      outDir: "out",
    },
  ])("bunsen build $flags makes the same bytes as vite build", async ({ flags, outDir }) => {
    const app = writeApp(APP);
    const built = async (program: string, parameters: string[]) => {
      const { code, output } = await runProcess(program, [...parameters, ...flags], { cwd: app });
      expect(code, output).toBe(0);
      return hashes(join(app, outDir));
    };
    const vite = await built("node", [viteProgram, "build"]);
    expect(Object.keys(vite)).toContain("server/app.js");
    expect(await built(bunProgram, [bunsenProgram, "build"])).toEqual(vite);
    expect(await built("node", [bunsenProgram, "build"])).toEqual(vite);
  });

  test("takes a root directory and a config, as vite does", async () => {
    const app = writeApp({ ...APP, "other.config.ts": 'export { default } from "./vite.config.ts";\n' });
    const parent = mkdtempSync(join(outsideDirectory(), "parent-"));
    const port = await freePort();
    const flags = [
      "--config",
      join(app, "other.config.ts"),
      "--port",
      String(port),
      "--host",
      "127.0.0.1",
      "--mode",
      "staging",
    ];
    const server = await startServer(bunProgram, [bunsenProgram, "dev", app, ...flags], port, app, {
      cwd: parent,
    });
    expect(await (await server.fetch("/")).text()).toContain(">staging</h1>");
    await server.stop();
    const build = await runBunsen(parent, ["build", app]);
    expect(build.code, build.output).toBe(0);
    expect(existsSync(join(app, "dist/server/app.js"))).toBe(true);
    expect((await runBunsen(parent, ["routes", app])).output).toContain("[slug]");
  });
});

/** The hash of each file below a directory, by its path. */
function hashes(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const entries = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(directory.length + 1), createHash("sha256").update(readFileSync(path)).digest("hex")];
  });
  return Object.fromEntries(entries.sort());
}

test("bunsen types writes the types of the routes, says nothing, and leaves alone what would not change", async () => {
  const app = writeApp(APP);
  const file = join(app, ".bunsen/routes.d.ts");
  expect(await runBunsen(app, ["types"])).toEqual({ code: 0, output: "" });
  expect(readFileSync(file, "utf8")).toContain('"/post/[slug]"');
  const { mtimeMs } = statSync(file);
  expect(await runBunsen(app, ["types"])).toEqual({ code: 0, output: "" });
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
  writeFileSync(join(app, "src/pages/post.tsx"), "export default () => <p>post</p>;\n");
  mkdirSync(join(app, "src/pages/post"), { recursive: true });
  writeFileSync(join(app, "src/pages/post/index.tsx"), "export default () => <p>post</p>;\n");
  const conflict = await runBunsen(app, ["types"]);
  expect(conflict).toEqual({
    code: 1,
    output: expect.stringMatching(/post\.tsx.*post\/index\.tsx|post\/index\.tsx.*post\.tsx/),
  });
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});

test("Node can load the plugin, which is what hands over to Bun", async () => {
  const plugin = join(repository, "packages/vite/dist/index.js");
  const parameters = ["--input-type=module", "--eval", `await import(${JSON.stringify(plugin)})`];
  expect(await runProcess("node", parameters, { cwd: repository })).toEqual({ code: 0, output: "" });
});

test("an old Bun is refused in one sentence", async () => {
  const app = writeApp(APP);
  const preload = join(app, "old.mjs");
  writeFileSync(
    preload,
    'Object.defineProperty(process, "versions", { value: { ...process.versions, bun: "1.3.9" } });\n',
  );
  const path = join(app, "path");
  mkdirSync(path);
  writeFileSync(join(path, "bun"), `#!/bin/sh\nshift\nexec node --import ${preload} "$@"\n`);
  chmodSync(join(path, "bun"), 0o755);
  const cwd = mkdtempSync(join(outsideDirectory(), "old-bun-"));
  writeFileSync(join(cwd, "vite.config.ts"), "");
  const environment = { PATH: `${path}:${freshEnvironment().PATH}` };
  const { code, output } = await runProcess("node", [bunsenProgram, "build"], { cwd, environment });
  expect(code).toBe(1);
  expect(output).toMatch(
    /^Bunsen needs Bun 1\.4 or newer, and this is Bun 1\.3\.9\. Run .+\. \[OLD_BUN\]\n {2}see .+#old_bun\n$/,
  );
});

describe("under Node, in a terminal", () => {
  test("vite hears its keys, and ends with 0", async () => {
    const { terminal, port } = await startVite();
    terminal.press("h\r");
    await expect.poll(terminal.written).toContain("quit");
    terminal.press("q\r");
    expect(await terminal.exited).toBe(0);
    expect(await isListening(port)).toBe(false);
  });

  test.each(["vite", "npm run dev"])("Ctrl-C ends %s, and its server", async (command) => {
    const { terminal, port } = await startVite(command);
    terminal.press("\u0003");
    expect(await terminal.exited).toBe(128 + 2);
    await until(async () => !(await isListening(port)), { what: "the port to be free" });
  });

  test("SIGTERM reaches it, and ends both", async () => {
    const { terminal, port } = await startVite();
    process.kill(terminal.pid, "SIGTERM");
    expect([0, 128 + 15]).toContain(await terminal.exited);
    // At once: the process that was asked to end waits for the one that serves.
    expect(await isListening(port)).toBe(false);
  });
});

test("Ctrl-C ends bunsen start under Node in order, with 0", async () => {
  const app = writeApp(APP);
  expect(await buildApp(app)).toMatchObject({ code: 0 });
  const environment = { PORT: String(await freePort()) };
  const terminal = startInTerminal("node", [bunsenProgram, "start"], { cwd: app, environment });
  await expect.poll(terminal.written, { timeout: 30_000 }).toContain("on http://");
  terminal.press("\u0003");
  expect(await terminal.exited).toBe(0);
  expect(terminal.written()).toContain("Shut down.");
});

async function startVite(command = "vite") {
  const directory = writeApp(WITH_SCRIPT);
  const port = await freePort();
  const [program, ...own] = command === "vite" ? ["node", viteProgram] : ["npm", "run", "dev", "--"];
  const parameters = [...own, "--port", String(port), "--strictPort", "--host", "127.0.0.1"];
  const terminal = startInTerminal(program ?? "", parameters, { cwd: directory });
  await expect.poll(terminal.written, { timeout: 30_000 }).toContain("to show help");
  const page = await fetch(`http://127.0.0.1:${port}/`);
  expect(await page.text()).toContain(">development</h1>");
  return { terminal, port };
}

test.each([
  { what: "the process under Node that was killed", command: ["node", viteProgram], signal: "SIGKILL" },
  { what: "npm run dev that was told to end", command: ["npm", "run", "dev", "--"], signal: "SIGTERM" },
])("a dev server does not outlive $what", async ({ command, signal }) => {
  const directory = writeApp(WITH_SCRIPT);
  const port = await freePort();
  const parameters = [...command, "--port", String(port), "--strictPort", "--host", "127.0.0.1"];
  // What is left of a process group dies with its leader, which is a shell here that goes on.
  const script = '"$@" & echo "started $!"; wait; sleep 30';
  const server = await startServer("sh", ["-c", script, "sh", ...parameters], port, directory, {
    cwd: directory,
  });
  process.kill(Number(/^started (\d+)$/m.exec(server.log())?.[1]), signal);
  await until(async () => !(await isListening(port)), { what: "the port to be free" });
});

test("colours are for terminals whose user wants them", async () => {
  const directory = writeApp(APP);
  const inTerminal = async (environment: Record<string, string>) => {
    const terminal = startInTerminal(bunProgram, [bunsenProgram, "routes"], { cwd: directory, environment });
    expect(await terminal.exited).toBe(0);
    await expect.poll(terminal.written).toContain("[slug]");
    return terminal.written();
  };
  expect(await inTerminal({})).toContain("\u001b[");
  expect(await inTerminal({ NO_COLOR: "1" })).not.toContain("\u001b[");
  const piped = await runProcess(bunProgram, [bunsenProgram, "routes"], {
    cwd: directory,
    environment: { NO_COLOR: "" },
  });
  expect(piped.output).not.toContain("\u001b[");
});

test("vite preview says what to type instead", async () => {
  const cwd = writeApp(APP);
  const { code, output } = await runProcess(bunProgram, ["--bun", viteProgram, "preview"], { cwd });
  expect([code, output]).toEqual([
    1,
    expect.stringMatching(/Run "bunsen start", or "bun dist\/server\/index\.js"\. \[PREVIEW\]/),
  ]);
});
