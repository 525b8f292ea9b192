import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildApp } from "./support/build.ts";
import { writeApp } from "./support/fixture.ts";
import { repository } from "./support/paths.ts";
import { runProcess } from "./support/process.ts";
import { startBuilt } from "./support/serve.ts";
import { runVitest } from "./support/vitest.ts";

const TSCONFIG = {
  extends: join(repository, "tsconfig.base.json"),
  compilerOptions: { noEmit: true, types: ["bun-types", "vite/client"] },
  include: ["src", "tests", ".bunsen/*.d.ts"],
};

/** The code blocks of a document that name their file in their first line. */
function snippets(document: string): Record<string, string> {
  const text = readFileSync(join(repository, document), "utf8");
  const blocks = text.matchAll(/^```tsx?\n\/\/ (\S+)\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, file = "", code = ""]) => [file, code]));
}

describe("the snippets of README.md", () => {
  const files = snippets("README.md");

  test("are there", () => {
    expect(Object.keys(files).length).toBeGreaterThan(12);
  });

  test("are one app that type-checks, builds and answers", { timeout: 120_000 }, async () => {
    const app = writeApp({ ...files, "tsconfig.json": JSON.stringify(TSCONFIG) });
    expect(await buildApp(app)).toMatchObject({ code: 0 });
    const types = await runProcess(join(repository, "node_modules/.bin/tsc"), ["-p", app], { cwd: app });
    expect(types.output).not.toMatch(/error TS/);
    expect(types.code).toBe(0);
    expect(await runVitest(app)).toMatchObject({ code: 0 });

    const server = await startBuilt(app);
    const text = async (path: string) => (await server.fetch(path)).text();
    expect(await text("/account")).toContain("Ada at Bunsen");
    expect(await text("/start")).toContain("Ada at Bunsen");
    expect((await server.fetch("/account?user=9")).status).toBe(403);
    expect(await text("/hello/Bo")).toContain("Hello Bo");
    expect(await text("/slow")).toContain("Here it is.");
    expect(await text("/guide/deploy")).toContain("deploy");
    expect(await text("/api/time")).toContain("now");
    expect((await server.fetch("/nowhere")).status).toBe(404);
    const post = (name: string) =>
      server.fetch("/sign-up", { method: "POST", body: new URLSearchParams({ name }) });
    expect((await post("")).status).toBe(422);
    const done = await post("Bo");
    expect([done.status, done.headers.get("location")]).toEqual([303, "/account"]);
    await server.stop();
  });
});
