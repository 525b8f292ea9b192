import { cpSync, mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildApp, runBunsen } from "../support/build.ts";
import { type AppFiles, editFile, writeApp } from "../support/fixture.ts";
import { bunProgram, bunsenProgram, outsideDirectory, viteProgram } from "../support/paths.ts";
import { freePort } from "../support/ports.ts";
import { runProcess } from "../support/process.ts";
import { type RunningServer, startDev, startServer } from "../support/serve.ts";

/** Every variable is named after the last file that has it by Bun's rules, for production and for development. */
const FILES: AppFiles = {
  ".env":
    "VITE_BASE=env\nVITE_MODE=env\nPLAIN=env\nMODE_FILE=env\nLOCAL=env\nSHELL_SET=env\nLONGER=$PLAIN-more\n",
  ".env.local": "LOCAL=local\nVITE_LOCAL=local\n",
  ".env.development":
    "VITE_MODE=development\nMODE_FILE=development\nONLY_DEVELOPMENT=yes\nLOCAL=development\n",
  ".env.production": "VITE_MODE=production\nMODE_FILE=production\nONLY_PRODUCTION=yes\nLOCAL=production\n",
  ".env.staging": "VITE_MODE=staging\n",
};

const NAMES = [
  "PLAIN",
  "MODE_FILE",
  "LOCAL",
  "LONGER",
  "SHELL_SET",
  "ONLY_DEVELOPMENT",
  "ONLY_PRODUCTION",
  "VITE_MODE",
];

const READ = `
const NAMES = ${JSON.stringify(NAMES)};
export const read = () => NAMES.map((name) => name + "=" + process.env[name]).join(" ");
`;

const APP: AppFiles = {
  ...FILES,
  "vite.config.ts": `
import { bunsen } from "@bunsen/vite";
export default { define: { CONFIG_SAW: JSON.stringify(process.env.MODE_FILE) }, plugins: [bunsen({ smokeTest: false })] };
`,
  "src/read.server.ts": READ,
  "src/pages/index.tsx": `
const { VITE_BASE, VITE_MODE, VITE_LOCAL, PLAIN } = import.meta.env;
export const config = { prerender: true };
export default () => <p>{"baked " + [VITE_BASE, VITE_MODE, VITE_LOCAL, PLAIN, CONFIG_SAW].join(" ")}</p>;
`,
  "src/pages/api/now.ts":
    'import { read } from "../../read.server";\nexport const GET = () => new Response(read());\n',
  "src/pages/rendered.tsx":
    "export const config = { prerender: true };\nexport default ({ props }) => <p>{props.text}</p>;\n",
  "src/pages/rendered.server.ts":
    'import { read } from "../read.server";\nexport default () => ({ props: { text: read() } });\n',
};

const PRODUCTION =
  "PLAIN=env MODE_FILE=production LOCAL=local LONGER=env-more SHELL_SET=shell ONLY_DEVELOPMENT=undefined ONLY_PRODUCTION=yes VITE_MODE=production";
const DEVELOPMENT =
  "PLAIN=env MODE_FILE=development LOCAL=local LONGER=env-more SHELL_SET=shell ONLY_DEVELOPMENT=yes ONLY_PRODUCTION=undefined VITE_MODE=development";

const SHELL = { SHELL_SET: "shell" };

const textOf = async (server: RunningServer, path: string) => (await server.fetch(path)).text();

const bakedIn = (directory: string) =>
  /<p>(baked.*)<\/p>/.exec(readFileSync(join(directory, "dist/prerendered/index.html"), "utf8"))?.[1];

async function startIn(directory: string, parameters: string[], environment: Record<string, string>) {
  const port = await freePort();
  return startServer(bunProgram, parameters, port, directory, {
    cwd: directory,
    environment: { PORT: String(port), ...environment },
  });
}

describe.each([
  ["Bun", bunProgram, [bunsenProgram, "build"]],
  ["Node", "node", [viteProgram, "build"]],
])("a build started by %s", (_, program, parameters) => {
  test("has what is for production: browsers by Vite's rules, prerendered pages by Bun's", async () => {
    const directory = writeApp(APP);
    const { code, output } = await runProcess(program, parameters, { cwd: directory, environment: SHELL });
    expect(code, output).toBe(0);
    const page = readFileSync(join(directory, "dist/prerendered/rendered.html"), "utf8");
    expect(page).toContain(`<p>${PRODUCTION}</p>`);
    expect(bakedIn(directory)).toBe("baked env production local  production");
  });
});

test("a mode of one's own beats production for browsers, and the shell beats every file", async () => {
  const directory = writeApp(APP);
  const flags = ["build", "--mode", "staging"];
  expect((await runBunsen(directory, flags, SHELL)).code).toBe(0);
  expect(bakedIn(directory)).toBe("baked env staging local  production");
  expect((await runBunsen(directory, flags, { ...SHELL, VITE_MODE: "shell" })).code).toBe(0);
  expect(bakedIn(directory)).toBe("baked env shell local  production");
});

test("development has what is for development, and sees an edit of it", async () => {
  const server = await startDev(writeApp(APP), { environment: SHELL });
  expect(await textOf(server, "/api/now")).toBe(DEVELOPMENT);
  expect(await textOf(server, "/")).toContain("<p>baked env development local  development</p>");
  editFile(
    join(server.dir, ".env.development"),
    "VITE_MODE=development\nMODE_FILE=development",
    "VITE_MODE=new\nMODE_FILE=new",
  );
  await expect.poll(() => textOf(server, "/").catch(() => "")).toContain("<p>baked env new local  ");
  await expect.poll(() => textOf(server, "/api/now").catch(() => "")).toContain("MODE_FILE=new LOCAL=local");
});

describe("a server reads the files of where it is started", () => {
  test("bunsen start, for production", async () => {
    const directory = writeApp(APP);
    expect((await buildApp(directory, SHELL)).code).toBe(0);
    const server = await startIn(directory, [bunsenProgram, "start"], SHELL);
    expect(await textOf(server, "/api/now")).toBe(PRODUCTION);

    const elsewhere = mkdtempSync(join(outsideDirectory(), "start-"));
    cpSync(join(directory, "dist"), join(elsewhere, "dist"), { recursive: true });
    const bare = await startIn(elsewhere, ["--no-install", "dist/server/index.js"], SHELL);
    expect(await textOf(bare, "/api/now")).toContain("PLAIN=undefined MODE_FILE=undefined");
    await bare.stop();
    for (const name of Object.keys(FILES)) cpSync(join(directory, name), join(elsewhere, name));
    const parameters = ["--no-install", "dist/server/index.js"];
    const there = await startIn(elsewhere, parameters, { ...SHELL, NODE_ENV: "production" });
    expect(await textOf(there, "/api/now")).toBe(PRODUCTION);
  });
});
