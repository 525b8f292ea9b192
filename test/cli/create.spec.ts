import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { freshEnvironment } from "../support/environment.ts";
import { bunProgram, outsideDirectory, repository } from "../support/paths.ts";
import { freePort } from "../support/ports.ts";
import { runProcess } from "../support/process.ts";
import { type RunningServer, startServer } from "../support/serve.ts";
import { startInTerminal } from "../support/terminal.ts";

const DOWN = "\u001b[B";
const QUIETLY = ["--no-audit", "--no-fund", "--no-update-notifier"];

/** Package managers beside npm and Bun: where npm has them, and how they take the packed runtime for the plugin as well. */
const MANAGERS = {
  pnpm: {
    package: "pnpm@10.34.9",
    script: "pnpm/bin/pnpm.cjs",
    override: (app: string) =>
      appendFileSync(
        join(app, "pnpm-workspace.yaml"),
        `overrides:\n  "@bunsen/runtime": "file:${tarballs.runtime}"\n`,
      ),
  },
  yarn: {
    package: "@yarnpkg/cli-dist@4.18.1",
    script: "@yarnpkg/cli-dist/bin/yarn.js",
    override: (app: string) => {
      const file = join(app, "package.json");
      const resolutions = { "@bunsen/runtime": `file:${tarballs.runtime}` };
      writeFileSync(file, JSON.stringify({ ...readJson(file), resolutions }));
      // Otherwise the app would belong to the package.json above it.
      writeFileSync(join(app, "yarn.lock"), "");
    },
  },
};

/** Where the packages lie as npm would publish them, and where create-bunsen is installed from there. */
let tarballs: Record<"create-bunsen" | "runtime" | "vite", string>;
let home: string;

beforeAll(async () => {
  const directory = mkdtempSync(join(outsideDirectory(), "create-"));
  tarballs = await pack(directory);
  home = join(directory, "home");
  mkdirSync(home);
  await run("npm", ["install", ...QUIETLY, tarballs["create-bunsen"]], home);
}, 120_000);

async function pack(directory: string): Promise<typeof tarballs> {
  const workspaces = ["create-bunsen", "@bunsen/runtime", "@bunsen/vite"].flatMap((name) => [
    "--workspace",
    name,
  ]);
  await run("npm", ["pack", "--silent", "--pack-destination", directory, ...workspaces], repository);
  const { version } = readJson(join(repository, "packages/create-bunsen/package.json"));
  const file = (name: string) => join(directory, `${name}-${version}.tgz`);
  return {
    "create-bunsen": file("create-bunsen"),
    runtime: file("bunsen-runtime"),
    vite: file("bunsen-vite"),
  };
}

/** Runs a command that has to end well, with a `bun` on the path and nothing else of the repository. */
async function run(program: string, parameters: string[], cwd: string): Promise<string> {
  const { code, output } = await runProcess(program, parameters, {
    cwd,
    environment: withBun(),
    deadline: 180_000,
  });
  expect(code, `${program} ${parameters.join(" ")}\n${output}`).toBe(0);
  return output;
}

function withBun(): Record<string, string> {
  const directory = join(outsideDirectory(), "path");
  if (!existsSync(directory)) {
    mkdirSync(directory);
    for (const name of ["bun", "bunx"]) symlinkSync(bunProgram, join(directory, name));
  }
  return { PATH: `${directory}:${freshEnvironment().PATH}` };
}

function readJson(file: string): { version: string } & Record<string, Record<string, string>> {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** An empty directory from which `npm create bunsen` finds the package that is installed above it. */
function emptyDirectory(): string {
  return mkdtempSync(join(home, "empty-"));
}

const program = () => join(home, "node_modules/.bin/create-bunsen");

/** What the command says, and how it ends. */
function create(cwd: string, ...parameters: string[]) {
  return runProcess(program(), parameters, { cwd, environment: withBun() });
}

describe("create-bunsen", () => {
  test("is one package: what it is made of is in it, with the licences", () => {
    const directory = join(home, "node_modules");
    expect(readdirSync(directory).filter((name) => !name.startsWith("."))).toEqual(["create-bunsen"]);
    const licences = readFileSync(join(directory, "create-bunsen/dist/LICENSES.txt"), "utf8");
    for (const name of ["@clack/core", "@clack/prompts", "picocolors", "sisteransi"]) {
      expect(licences).toMatch(new RegExp(`^${name}\n\n.*(MIT|ISC|Copyright)`, "ms"));
    }
  });

  test.each(["node", "bun"])("says on %s how it is used, and its version", async (runtime) => {
    const help = await run(runtime, [program(), "--help"], home);
    expect(help).toMatch(/Usage: npm create bunsen@latest \[directory\]/);
    for (const flag of ["--template <name>", "--yes", "--install", "--help", "--version"]) {
      expect(help).toMatch(new RegExp(`^ .*${flag} +\\S`, "m"));
    }
    expect(await run(runtime, [program(), "-v"], home)).toBe("0.1.0\n");
  });

  test.each([
    [["app", "--tempalte", "full"], /create-bunsen has no option "--tempalte". Did you mean "--template"\?/],
    [["app", "--template", "ful"], /There is no template "ful". Did you mean "full"\?/],
    [["app", "--template"], /--template of create-bunsen needs a value/],
    [["app", "other"], /does not know what to do with "other"/],
    [["My App"], /"My App" is not a valid package name: .+ Try "my-app"\./],
    [["react"], /"react" is not a valid package name: it needs a package of that name itself/],
    [["full"], /The directory full is not empty: it has notes.txt\. Choose another directory/],
    [["full/notes.txt"], /cannot be written to full\/notes.txt: a file with that name exists/],
  ])("refuses %j in a sentence, and writes nothing", async (parameters, sentence) => {
    const directory = emptyDirectory();
    mkdirSync(join(directory, "full"));
    writeFileSync(join(directory, "full/notes.txt"), "mine");
    const { code, output } = await create(directory, ...parameters);
    expect(code).toBe(1);
    expect(output).toMatch(sentence);
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(readdirSync(directory, { recursive: true }).sort()).toEqual(["full", "full/notes.txt"]);
  });

  test("fills the directory it is started in, beside what a fresh repository has", async () => {
    const directory = join(emptyDirectory(), "My App");
    mkdirSync(join(directory, ".git"), { recursive: true });
    const output = await run("npm", ["create", "bunsen", ".", "--", "--yes"], directory);
    expect(output).toMatch(/The app is in this directory. Start it:\n\n {2}npm install\n {2}npm run dev\n/);
    expect(readJson(join(directory, "package.json")).name).toBe("my-app");
    expect(existsSync(join(directory, "src/pages/index.tsx"))).toBe(true);
    expect(readFileSync(join(directory, ".gitignore"), "utf8")).toContain("node_modules");
  });

  test.each(["node", "bun"])(
    "asks in a terminal on %s, and once more for a name that will not do",
    async (runtime) => {
      const directory = emptyDirectory();
      const terminal = startInTerminal(runtime, [program()], { cwd: directory, environment: withBun() });
      await expect.poll(terminal.written).toContain("What is the name of the app?");
      terminal.press("A\r");
      await expect.poll(terminal.written).toContain('"A" is not a valid package name');
      terminal.press("\u007fdiary\r");
      await expect.poll(terminal.written).toContain("Which template?");
      terminal.press(`${DOWN}\r`);
      expect(await terminal.exited).toBe(0);
      expect(terminal.written()).toContain("cd diary");
      expect(readJson(join(directory, "diary/package.json")).name).toBe("diary");
      expect(existsSync(join(directory, "diary/src/pages/api/notes.ts"))).toBe(true);
    },
  );

  test("installs with --install, and says so when that fails", async () => {
    const directory = emptyDirectory();
    const path = join(directory, "path");
    mkdirSync(path);
    const environment = { PATH: `${path}:${freshEnvironment().PATH}` };
    const install = async (name: string, script: string) => {
      writeFileSync(join(path, "npm"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      return runProcess(program(), [name, "--yes", "--install"], { cwd: directory, environment });
    };
    const installed = await install("one", 'echo "npm $* in $PWD"');
    expect(installed.code).toBe(0);
    expect(installed.output).toContain(`npm install in ${join(directory, "one")}\n`);
    expect(installed.output).toMatch(/Start it:\n\n {2}cd one\n {2}npm run dev\n/);
    const failed = await install("two", "exit 3");
    expect(failed).toEqual({
      code: 1,
      output: expect.stringMatching(/^The app is in two, but "npm install" failed/),
    });
    expect(existsSync(join(directory, "two/package.json"))).toBe(true);
  });

  test("npm run new makes an app from a checkout, with the packages as they are there", {
    timeout: 240_000,
  }, async () => {
    const directory = emptyDirectory();
    const created = await run("npm", ["run", "new", "--", join(directory, "app")], repository);
    expect(created).toMatch(/ {2}npm install\n {2}npm run dev\n/);
    const app = join(directory, "app");
    const vendored = readdirSync(join(app, "vendor")).map((name) => `file:vendor/${name}`);
    const { dependencies, devDependencies } = readJson(join(app, "package.json"));
    expect([dependencies?.["@bunsen/runtime"], devDependencies?.["@bunsen/vite"]]).toEqual(vendored.sort());
    expect(readFileSync(join(app, "Dockerfile"), "utf8")).toContain("COPY vendor vendor\nRUN npm ci\n");
    await run("npm", ["install", ...QUIETLY], app);
    expect(await run("npm", ["run", "build"], app)).toContain("smoke test of dist");
    expect(existsSync(join(app, "node_modules/@bunsen/vite/docs/llms.txt"))).toBe(true);
  });

  test("writes nothing after Ctrl-C", async () => {
    const directory = emptyDirectory();
    const terminal = startInTerminal(program(), ["app"], { cwd: directory, environment: withBun() });
    await expect.poll(terminal.written).toContain("Which template?");
    terminal.press("\u0003");
    expect(await terminal.exited).toBe(1);
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe.each([
  {
    manager: "npm",
    template: "full",
    command: ["npm", "create", "bunsen", "app", "--", "--template", "full"],
  },
  {
    manager: "bun",
    template: "minimal",
    command: ["bun", "create", "bunsen", "app", "--template", "minimal"],
  },
])("the template $template with $manager", ({ manager, template, command }) => {
  let app: string;
  beforeAll(async () => {
    const directory = emptyDirectory();
    const [program = "", ...parameters] = command;
    const output = await run(program, parameters, directory);
    expect(output).toContain(`  cd app\n  ${manager} install\n  ${manager} run dev\n`);
    app = join(directory, "app");
  }, 60_000);

  test("names the versions that this repository works with", () => {
    const { devDependencies: own } = readJson(join(repository, "package.json"));
    const { dependencies, devDependencies } = readJson(join(app, "package.json"));
    const {
      "@bunsen/runtime": runtime,
      "@bunsen/vite": vite,
      ...others
    } = { ...dependencies, ...devDependencies };
    expect([runtime, vite]).toEqual(["^0.1.0", "^0.1.0"]);
    expect(Object.keys(others)).toContain("react");
    for (const [name, version] of Object.entries(others)) expect(version, name).toBe(`^${own?.[name]}`);
  });

  test("installs, type-checks, passes its own test and builds, all without a warning", {
    timeout: 240_000,
  }, async () => {
    usePackedPackages(app);
    const installed = await run(manager, ["install"], app);
    expect(installed).not.toMatch(/install-scripts|blocked/i);
    await run(manager, ["run", "typecheck"], app);
    expect(await run(manager, ["run", "test"], app)).toMatch(/Tests +\d passed/);
    const built = await run(manager, ["run", "build"], app);
    expect(built).toContain("smoke test of dist");
    // npm warns of what is in the configuration of the machine.
    expect(built).not.toMatch(/^(?!npm ).*warn/im);
  });

  test("has the Dockerfile that bunsen compile --dockerfile prints", async () => {
    const printed = await run(join(app, "node_modules/.bin/bunsen"), ["compile", "--dockerfile"], app);
    expect(readFileSync(join(app, "Dockerfile"), "utf8")).toBe(printed);
  });

  test("is served, styled, and taken over by React", async () => {
    const port = await freePort();
    const environment = { ...withBun(), PORT: String(port) };
    const server = await startServer(manager, ["run", "start"], port, app, { cwd: app, environment });
    const { page, expectQuietConsole } = await openPage(server, "/");
    await hydrated(page, "main button");
    await page.click("main button");
    expect(await page.textContent("main button")).toBe("Clicked 1 time");
    const style = await page.$eval("main button", (button) => getComputedStyle(button).cursor);
    expect(style).toBe("pointer");
    if (template === "full") await keepNotes(server);
    else expect(await (await server.fetch("/nowhere")).text()).toContain("Back to the first page");
    expectQuietConsole();
    await server.stop();
  });
});

describe("with a package manager that runs install scripts only where they are allowed", () => {
  let managers: string;
  beforeAll(async () => {
    managers = mkdtempSync(join(outsideDirectory(), "managers-"));
    await run(
      "npm",
      [
        "install",
        ...QUIETLY,
        "--ignore-scripts",
        ...Object.values(MANAGERS).map(({ package: name }) => name),
      ],
      managers,
    );
  }, 120_000);

  test.each(Object.entries(MANAGERS))(
    "%s installs an app that passes its test and builds",
    { timeout: 300_000 },
    async (name, manager) => {
      const directory = emptyDirectory();
      const environment = { ...freshEnvironment(), npm_config_user_agent: `${name}/0 node/v20` };
      const created = await runProcess("node", [program(), "app", "--yes"], { cwd: directory, environment });
      expect(created.output).toContain(`  cd app\n  ${name} install\n  ${name} run dev\n`);
      const app = join(directory, "app");
      usePackedPackages(app);
      manager.override(app);
      const script = join(managers, "node_modules", manager.script);
      // Without another Bun on the path, which would hide that the app's own does not start.
      const runScript = async (...parameters: string[]) => {
        const { code, output } = await runProcess("node", [script, ...parameters], {
          cwd: app,
          environment: freshEnvironment({ YARN_ENABLE_IMMUTABLE_INSTALLS: "false" }),
          deadline: 240_000,
        });
        expect(code, `${name} ${parameters.join(" ")}\n${output}`).toBe(0);
        return output;
      };
      await runScript("install");
      expect(await runScript("run", "test")).toMatch(/Tests +\d passed/);
      expect(await runScript("run", "build")).toContain("smoke test of dist");
    },
  );
});

/**
 * What is published is not the sources that are tested here: the app takes its Bunsen from the tarballs, and the exact
 * versions of this repository's own packages, so that another's release tomorrow does not break this test.
 */
function usePackedPackages(app: string): void {
  const file = join(app, "package.json");
  const { dependencies, devDependencies, ...rest } = readJson(file);
  const runtime = `file:${tarballs.runtime}`;
  const exact = (versions: Record<string, string> | undefined) =>
    Object.fromEntries(
      Object.entries(versions ?? {}).map(([name, version]) => [name, version.replace("^", "")]),
    );
  const pointed = {
    ...rest,
    dependencies: { ...exact(dependencies), "@bunsen/runtime": runtime },
    devDependencies: { ...exact(devDependencies), "@bunsen/vite": `file:${tarballs.vite}` },
    overrides: { "@bunsen/runtime": runtime },
  };
  writeFileSync(file, JSON.stringify(pointed, null, 2));
}

/** The form without JavaScript, the page of a note from the cache, the endpoint, the policy, the 404 page. */
async function keepNotes(server: RunningServer): Promise<void> {
  const { page } = await openPage(server, "/notes", { javaScriptEnabled: false });
  await page.click("main form button");
  expect(await page.textContent("[role=alert]")).toBe("Please tell us your name.");
  await page.fill("[name=author]", "Ada");
  await page.fill("[name=text]", "First!");
  await page.click("main form button");
  expect(await page.inputValue("[name=author]")).toBe("Ada");
  await page.click("text=First!");
  expect(new URL(page.url()).pathname).toBe("/notes/1");
  const again = await server.fetch("/notes/1");
  expect(again.headers.get("x-bunsen-cache")).toBe("HIT");
  expect(again.headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(await (await server.fetch("/api/notes")).json()).toMatchObject([
    { id: 1, author: "Ada", text: "First!" },
  ]);
  expect((await server.fetch("/notes/2")).status).toBe(404);
}
