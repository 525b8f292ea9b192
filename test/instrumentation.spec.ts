import { describe, expect, test } from "vitest";
import { buildAlone } from "./support/build.ts";
import { writeApp } from "./support/fixture.ts";
import { describeModes } from "./support/modes.ts";
import { bunProgram } from "./support/paths.ts";
import { runProcess } from "./support/process.ts";
import { startDev } from "./support/serve.ts";

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
