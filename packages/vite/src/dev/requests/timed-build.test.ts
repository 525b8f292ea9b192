import type { ServerBuild } from "@bunsen/runtime/internal/server-build";
import { expect, test } from "vitest";
import { RecentRequests } from "./recent.ts";
import { timedBuild } from "./timed-build.ts";

const lazy = () => {
  let runs = 0;
  // biome-ignore lint/suspicious/noThenProperty: a query builder, which does its work when it is awaited
  return { query: { then: (use: (runs: number) => void) => use(++runs) }, runs: () => runs };
};

function call(value: unknown): unknown {
  if (typeof value !== "function") throw new Error("no function");
  return value();
}

function buildOf(server: Record<string, unknown>): ServerBuild {
  return {
    mode: "development",
    base: "/",
    buildId: "",
    navigation: "in-place",
    table: {
      routes: [{ kind: "page", id: "/", segments: [], file: "a.tsx", server: "a.server.ts", wrappers: [] }],
      errors: [],
    },
    modules: { "a.tsx": async () => ({ default: 1 }), "a.server.ts": async () => server },
    assets: {},
    files: {},
    prerendered: {},
    directory: "",
    versions: { bunsen: "", vite: "" },
  };
}

test("a request's server functions leave their times, whether they return or throw", async () => {
  const recent = new RecentRequests();
  const fails = () => {
    throw new Error("no");
  };
  const { modules } = timedBuild(
    buildOf({ default: async () => Bun.sleep(20), server: fails, text: "kept" }),
    recent,
  );
  const trace = recent.begin("GET", "/");
  const module = await recent.during(trace, async () => {
    await modules["a.tsx"]?.();
    return modules["a.server.ts"]?.();
  });
  await call(module?.default);
  expect(() => call(module?.server)).toThrow("no");
  expect(module?.text).toBe("kept");
  const { spans, route } = trace.record;
  expect(route?.id).toBe("/");
  expect(spans.map(({ name }) => name)).toEqual(["a.server.ts", "a.server.ts"]);
  expect((spans[0]?.end ?? 0) - (spans[0]?.start ?? 0)).toBeGreaterThanOrEqual(18);
});

test("what is lazy is not begun by being watched, and nobody's request changes nothing", async () => {
  const recent = new RecentRequests();
  const { query, runs } = lazy();
  const own = { default: () => query };
  const { modules } = timedBuild(buildOf(own), recent);
  expect(await modules["a.server.ts"]?.()).toBe(own);
  const module = await recent.during(recent.begin("GET", "/"), async () => modules["a.server.ts"]?.());
  expect(call(module?.default)).toBe(query);
  expect(runs()).toBe(0);
});
