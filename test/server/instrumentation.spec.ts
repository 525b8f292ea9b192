import { describe, expect, test } from "vitest";
import { buildAlone, buildApp, moveOutside } from "../support/build.ts";
import { writeApp } from "../support/fixture.ts";
import { describeModes } from "../support/modes.ts";
import { bunProgram } from "../support/paths.ts";
import { runProcess } from "../support/process.ts";
import { startBuilt, startDev } from "../support/serve.ts";

const note = (name: string) => `(globalThis.order ??= []).push("${name}");\n`;

const FILES = {
  "src/instrumentation.server.ts": `import "./tracer.ts";\n${note("instrumentation")}export {};\n`,
  "src/tracer.ts": `${note("tracer")}export {};\n`,
  "src/server.ts": `import { defineServer } from "@bunsen/runtime";\n${note("server")}export default defineServer({});\n`,
  "src/pages/index.tsx": `${note("page")}export default function Home() { return <h1>home</h1>; }\n`,
  "src/pages/api/order.ts": `${note("endpoint")}export const GET = () => globalThis.order;\n`,
};

describeModes(FILES, (app) => {
  test("src/instrumentation.server.ts runs once, before everything else of the app", async () => {
    await app.fetch("/");
    const order = await (await app.fetch("/api/order")).json();
    expect(order.slice(0, 2)).toEqual(["tracer", "instrumentation"]);
    expect(order.toSorted()).toEqual(["endpoint", "instrumentation", "page", "server", "tracer"]);
  });
});

test("a build runs no instrumentation and logs no request, though it renders pages", async () => {
  const app = writeApp({
    ...FILES,
    "src/server.ts":
      'import { defineServer } from "@bunsen/runtime";\nexport default defineServer({ requestLog: true });\n',
    "src/instrumentation.server.ts":
      'import { spans } from "./tracer.ts";\nconsole.log("instrumented");\nspans.push("first");\n',
    "src/tracer.ts": 'console.log("tracer loaded");\nexport const spans: string[] = [];\n',
    "src/pages/still.server.ts": `
import { spans } from "../tracer.ts";
export default () => ({ props: { spans: spans.length } });`,
    "src/pages/still.tsx": `
export const config = { prerender: true };
export default ({ props }) => <h1>{props.spans} spans</h1>;`,
    "src/pages/api/spans.ts": 'import { spans } from "../../tracer.ts";\nexport const GET = () => spans;\n',
  });
  const { code, output } = await buildApp(app);
  expect(code, output).toBe(0);
  expect(output).not.toMatch(/instrumented|^request /m);
  const server = await startBuilt(moveOutside(app));
  expect(server.log()).toMatch(/^tracer loaded\ninstrumented\nBunsen/);
  expect(await (await server.fetch("/still")).text()).toContain("0<!-- --> spans");
  expect(await (await server.fetch("/api/spans")).json()).toEqual(["first"]);
});

describe("an instrumentation that fails", () => {
  const broken = {
    ...FILES,
    "src/instrumentation.server.ts":
      'if (process.env.COLLECTOR === "none") throw new Error("no collector");\n',
  };

  test("keeps the server from starting", async () => {
    const home = await buildAlone(writeApp(broken));
    const { code, output } = await runProcess(bunProgram, ["--no-install", `${home}/dist/server/index.js`], {
      cwd: home,
      environment: { PORT: "0", COLLECTOR: "none" },
    });
    expect(code).not.toBe(0);
    expect(output).toContain("no collector");
  });

  test("is shown in development", async () => {
    const server = await startDev(writeApp(broken), { environment: { COLLECTOR: "none" } });
    try {
      const response = await server.fetch("/");
      expect(response.status).toBe(500);
      expect(await response.text()).toContain("no collector");
      await expect.poll(() => server.log()).toContain("no collector");
    } finally {
      await server.stop();
    }
  });
});
