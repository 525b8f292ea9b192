import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { freshEnvironment } from "../support/environment.ts";
import { type AppFiles, writeApp, writeFiles } from "../support/fixture.ts";
import { outsideDirectory, repository, viteProgram } from "../support/paths.ts";
import { freePort, isListening } from "../support/ports.ts";
import { runProcess } from "../support/process.ts";
import { startServer } from "../support/serve.ts";
import { until } from "../support/until.ts";

/** Notes what the build ran on: the plugin's config hook runs before, its buildStart only after the hand-over. */
const NOTED: AppFiles = {
  "vite.config.ts": `
import { writeFileSync } from "node:fs";
import { bunsen } from "@bunsen/vite";
const note = {
  name: "note",
  buildStart() {
    writeFileSync("note.json", JSON.stringify({ bun: process.versions.bun, argv: process.argv.slice(2) }));
  },
};
export default { plugins: [bunsen(), note] };
`,
  "src/pages/index.tsx": "export default () => <h1>{import.meta.env.MODE}</h1>;\n",
};

interface Note {
  bun?: string;
  argv: string[];
}

const readNote = (directory: string): Note => JSON.parse(readFileSync(join(directory, "note.json"), "utf8"));

describe("vite under Node", () => {
  beforeAll(() => {
    const script = "process.exit(process.versions.bun ? 1 : 0)";
    execFileSync("node", ["-e", script], { env: freshEnvironment() });
  });

  test("builds on Bun, with its flags", async () => {
    const directory = writeApp(NOTED);
    const { code, output } = await runProcess("node", [viteProgram, "build", "--mode", "staging"], {
      cwd: directory,
    });
    expect(code, output).toBe(0);
    expect(readNote(directory)).toMatchObject({ argv: ["build", "--mode", "staging"] });
    expect(readNote(directory).bun).toMatch(/^1\./);
    expect(readFileSync(join(directory, "dist/server/app.js"), "utf8")).toContain("staging");
    expect(output.match(/built in/g)?.length ?? 0).toBeLessThanOrEqual(2);
  });

  test("hands the exit code of a failed build on", async () => {
    const directory = writeApp({ ...NOTED, "src/pages/index.tsx": "export default () => <h1>;\n" });
    const { code, output } = await runProcess("node", [viteProgram, "build"], { cwd: directory });
    expect(code).toBe(1);
    expect(output.match(/src\/pages\/index\.tsx/g)?.length).toBeGreaterThan(0);
    expect(existsSync(join(directory, "dist/server/app.js"))).toBe(false);
  });

  test("serves on Bun on the port it was given, and leaves nothing behind when it is ended", async () => {
    const directory = writeApp(NOTED);
    const port = await freePort();
    const flags = ["--port", String(port), "--strictPort", "--host", "127.0.0.1"];
    const server = await startServer("node", [viteProgram, ...flags], port, directory, { cwd: directory });
    expect(await (await server.fetch("/")).text()).toContain("<h1>development</h1>");
    expect(readNote(directory).bun).toMatch(/^1\./);
    process.kill(server.process.pid, "SIGTERM");
    await until(async () => !(await isListening(port)), { what: "the port to be free again" });
    await server.process.exited;
  });

  test("says in one sentence how to get Bun where there is none", async () => {
    const directory = writeAppWithoutBun();
    const { code, output } = await runProcess("node", [viteProgram, "build"], {
      cwd: directory,
      environment: { PATH: join(directory, "path") },
    });
    expect(code).toBe(1);
    expect(output).toMatch(/npm install (-D |--save-dev )?bun/);
    expect(output).not.toMatch(/^\s+at .+:\d+:\d+/m);
    expect(existsSync(join(directory, "dist"))).toBe(false);
  });
});

/** An app whose packages are all there but `bun`, and a path on which there is only Node. */
function writeAppWithoutBun(): string {
  const directory = mkdtempSync(join(outsideDirectory(), "no-bun-"));
  writeFiles(directory, { "package.json": '{ "type": "module" }', ...NOTED });
  mkdirSync(join(directory, "node_modules"));
  for (const name of ["@bunsen", "react", "react-dom", "vite"]) {
    symlinkSync(join(repository, "node_modules", name), join(directory, "node_modules", name));
  }
  mkdirSync(join(directory, "path"));
  symlinkSync(nodeProgram(), join(directory, "path/node"));
  return directory;
}

function nodeProgram(): string {
  const options = { env: freshEnvironment(), encoding: "utf8" } as const;
  return execFileSync("node", ["-p", "process.execPath"], options).trim();
}
