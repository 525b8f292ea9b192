import { expect, test } from "vitest";
import { StackMapper } from "./source-map.ts";

/** Line 1: column 1 is `readRow` in src/a.ts 7:3; column 11 is 11:10 of it; column 21 is React's. */
const MAP = {
  version: 3,
  file: "app.js",
  sourceRoot: "",
  sourcesContent: [],
  sources: ["../../src/a.ts", "../../node_modules/react-dom/server.js"],
  names: ["readRow", "Component"],
  // Generated column, source, line, column, name: each relative to the one before.
  mappings: "AAMEA,UAIOA,UCTTC",
};

const mapper = () => new StackMapper(() => structuredClone(MAP));

test("frames of the bundle name places in the sources, relative to the project", () => {
  const stack = [
    "TypeError: no row",
    "    at readRow (/srv/dist/server/app.js:1:1)",
    "    at async <anonymous> (dist/server/app.js:1:11)",
  ];
  expect(mapper().map(stack.join("\n")).split("\n")).toEqual([
    "TypeError: no row",
    "    at readRow (src/a.ts:7:3)",
    "    at async src/a.ts:11:10",
  ]);
});

test("other lines stay as they are: messages, places without a mapping, Bun's own frames", () => {
  const stack = [
    "Error: at x (app.js:1:1)",
    "    at native:1:11",
    "    at run (/srv/other/lib.js:3:4)",
    "    at x (app.js:99999:1)",
    "    at unknown",
  ].join("\n");
  expect(mapper().map(stack)).toBe(stack);
});

test("a map that is missing or broken is asked for once, and changes nothing", () => {
  const stack = "Error\n    at Cc (/srv/dist/server/app.js:1:1)";
  let reads = 0;
  const missing = new StackMapper(() => {
    reads += 1;
    throw new Error("ENOENT");
  });
  expect([missing.map(stack), missing.map(stack), reads]).toEqual([stack, stack, 1]);
  for (const broken of [{}, { ...MAP, mappings: "%%%" }, { ...MAP, sources: null }, null]) {
    expect(new StackMapper(() => broken as never).map(stack)).toEqual(
      expect.stringContaining("Error\n    at "),
    );
  }
});
