import { expect, test } from "vitest";
import { mistakenServerModules } from "./mistaken-server-modules.ts";

test.each([
  ...["mts", "cts", "mjs", "cjs", "tsx", "jsx"].map((extension) => [`server.${extension}`, "src/server.ts"]),
  ["Server.ts", "src/server.ts"],
  ["server/index.ts", "src/server.ts"],
  ["server.server.ts", "src/server.ts"],
  ["middleware.ts", "src/server.ts"],
  ["middleware.server.js", "src/server.ts"],
  ["middleware/index.ts", "src/server.ts"],
  ["instrumentation.ts", "src/instrumentation.server.ts"],
  ["instrumentation.server.mts", "src/instrumentation.server.ts"],
  ["Instrumentation.server.ts", "src/instrumentation.server.ts"],
  ["instrumentation.server/index.ts", "src/instrumentation.server.ts"],
])("src/%s is an error that names %s", (file, meant) => {
  const { problems, warnings } = mistakenServerModules([file, "db.ts"]);
  expect(warnings).toEqual([]);
  expect(problems).toMatchObject([{ code: "MISTAKEN_SERVER_FILE", files: [`src/${file}`] }]);
  expect(problems[0]?.message).toContain(meant);
  expect(problems[0]?.hint).toContain(meant);
});

test.each([["sever.ts"], ["midleware.ts"], ["instrumentaton.server.ts"]])("src/%s is a warning", (file) => {
  const { problems, warnings } = mistakenServerModules([file]);
  expect(problems).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining(`src/${file} is not src/`)]);
});

test.each([
  [["server.ts", "middleware.ts", "server/index.ts", "Server.tsx"]],
  [["server.js", "server.mjs"]],
  [["instrumentation.server.ts", "instrumentation.ts"]],
  [["Server.tsx", "server/db.ts", "server.json", "client.ts", "service.ts", "observer.ts"]],
])("%j have no mistake", (files) => {
  expect(mistakenServerModules(files)).toEqual({ problems: [], warnings: [] });
});
