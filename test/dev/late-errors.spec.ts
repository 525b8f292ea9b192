import { beforeAll, describe, expect, test } from "vitest";
import { openPage } from "../support/browser.ts";
import { type AppFiles, writeApp } from "../support/fixture.ts";
import { type RunningServer, startDev } from "../support/serve.ts";
import { until } from "../support/until.ts";

/** What throws lies in the third line, behind a type that no line of the compiled code has. */
const APP: AppFiles = {
  "src/fail.server.ts": `export interface Failure { way: string }
export function fail({ way }: Failure): never {
  throw new Error("late " + way);
}
`,
  "src/pages/index.tsx": "export default () => <p>page</p>;\n",
  "src/instrumentation.server.ts": `
import { fail } from "./fail.server";
setTimeout(() => fail({ way: "instrumentation" }), 10);
`,
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
import { fail } from "./fail.server";
export default defineServer({
  websocket: { path: "/socket", message: () => void setTimeout(() => fail({ way: "socket" }), 0) },
});
`,
  "src/pages/api/late.ts": `
import { EventEmitter } from "node:events";
import { Readable } from "node:stream";
import { fail } from "../../fail.server";

const hostile = new Proxy({}, { get() { throw new Error("late trap"); }, getPrototypeOf() { throw new Error("late trap"); } });
class Odd extends Error {
  override get stack(): string { throw new Error("late stack"); }
}

const WAYS: Record<string, () => unknown> = {
  timer: () => setTimeout(() => fail({ way: "timer" }), 0),
  interval: () => { const timer = setInterval(() => { clearInterval(timer); fail({ way: "interval" }); }, 1); },
  immediate: () => setImmediate(() => fail({ way: "immediate" })),
  microtask: () => queueMicrotask(() => fail({ way: "microtask" })),
  tick: () => process.nextTick(() => fail({ way: "tick" })),
  rejection: () => void Promise.resolve().then(() => fail({ way: "rejection" })),
  async: () => void (async () => { await null; fail({ way: "async" }); })(),
  emitter: () => setTimeout(() => { try { fail({ way: "emitter" }); } catch (error) { new EventEmitter().emit("error", error); } }, 0),
  stream: () => void new Readable({ read() { try { fail({ way: "stream" }); } catch (error) { this.destroy(error as Error); } } }).resume(),
  text: () => void Promise.reject("late text"),
  nothing: () => void Promise.reject(undefined),
  bare: () => void Promise.reject(Object.assign(Object.create(null), { message: "late bare" })),
  proxy: () => void Promise.reject(hostile),
  odd: () => void setTimeout(() => { throw new Odd("late odd"); }, 0),
};

export const GET = ({ query }: { query: { way: string } }) => {
  WAYS[query.way]?.();
  return { fine: true };
};
`,
};

describe("what nobody caught, in dev", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startDev(writeApp(APP));
    expect((await server.fetch("/")).status).toBe(200);
  });

  async function goesOn(): Promise<void> {
    expect(server.process.exitCode()).toBeUndefined();
    expect((await server.fetch("/")).status).toBe(200);
  }

  async function logged(way: string): Promise<void> {
    const trace = new RegExp(`Error: late ${way}\\n\\s+at fail \\(\\S*src/fail\\.server\\.ts:3:\\d+\\)`);
    await expect.poll(() => server.log()).toMatch(trace);
  }

  test.each([
    "timer",
    "interval",
    "immediate",
    "microtask",
    "tick",
    "rejection",
    "async",
    "emitter",
    "stream",
  ])("%s: is logged with its place in the source, and the server goes on", async (way) => {
    expect(await (await server.fetch(`/api/late?way=${way}`)).json()).toEqual({ fine: true });
    await logged(way);
    expect(server.log()).toMatch(/code=(UNHANDLED_REJECTION|UNCAUGHT_EXCEPTION)/);
    await goesOn();
  });

  test.each(["text", "nothing", "bare", "proxy", "odd"])(
    "%s: a value that is no usual error",
    async (way) => {
      const before = server.log().length;
      await server.fetch(`/api/late?way=${way}`);
      await until(() => /code=(UNHANDLED_REJECTION|UNCAUGHT_EXCEPTION)/.test(server.log().slice(before)), {
        what: "the log line",
      });
      await goesOn();
    },
  );

  test("in src/instrumentation.server.ts", async () => {
    await logged("instrumentation");
    await goesOn();
  });

  test("in a WebSocket handler", async () => {
    const socket = new WebSocket(`${server.origin.replace("http", "ws")}/socket`);
    socket.addEventListener("open", () => socket.send("hello"));
    await logged("socket");
    socket.close();
    await goesOn();
  });

  test("is shown in open tabs", async () => {
    const { page, connected } = await openPage(server, "/");
    await connected();
    await server.fetch("/api/late?way=timer");
    const overlay = page.locator("bunsen-error-overlay");
    await overlay.waitFor({ state: "attached" });
    expect(await overlay.evaluate((element) => element.shadowRoot?.textContent)).toMatch(
      /late timer[\s\S]*src\/fail\.server\.ts:3/,
    );
  });
});
