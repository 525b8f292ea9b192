import { expect, test } from "vitest";
import { importChain } from "./import-chain.ts";

const IMPORTERS: Record<string, string[]> = {
  "/app/node_modules/deep/x.js": ["/app/node_modules/deep/index.js"],
  "/app/node_modules/deep/index.js": ["\0proxy", "/app/node_modules/long/index.js"],
  "/app/node_modules/long/index.js": ["/app/node_modules/way/index.js"],
  "/app/node_modules/way/index.js": ["/app/src/b.ts"],
  "\0proxy": ["/app/node_modules/wide/b.js"],
  "/app/node_modules/wide/b.js": ["/app/node_modules/wide/a.js"],
  "/app/node_modules/wide/a.js": ["/app/src/a.ts"],
  "/app/node_modules/alone/index.js": ["/app/node_modules/alone/index.js"],
};
const chainOf = (id: string) =>
  importChain(
    id,
    (module) => IMPORTERS[module] ?? [],
    (file) => file.slice("/app/".length),
  );

test("the nearest file of the app, and each package once", () => {
  expect(chainOf("/app/node_modules/deep/x.js")).toEqual(["src/b.ts", "way", "long", "deep"]);
  expect(chainOf("/app/node_modules/wide/b.js")).toEqual(["src/a.ts", "wide"]);
  expect(chainOf("/app/src/a.ts")).toEqual(["src/a.ts"]);
});

test("nothing for what no file of the app imports", () => {
  expect(chainOf("/app/node_modules/alone/index.js")).toEqual([]);
});
