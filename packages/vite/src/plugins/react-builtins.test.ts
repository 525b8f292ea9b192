import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const directory = dirname(createRequire(import.meta.url).resolve("react-dom/package.json"));
const code = readFileSync(join(directory, "cjs/react-dom-server.bun.production.js"), "utf8");

test("React's server for Bun uses of Node's builtins only what it is given", () => {
  const required = [...code.matchAll(/(?:(\w+) = )?require\("([^"]+)"\)/g)].map(
    ([, name, from]) => `${name} ${from}`,
  );
  expect(required).toEqual([
    "React react",
    "ReactDOM react-dom",
    "util util",
    "undefined crypto",
    "stream stream",
  ]);
  expect(new Set(code.match(/\butil\.\w+/g))).toEqual(new Set(["util.TextEncoder"]));
  expect(new Set(code.match(/\bstream\.[A-Z]\w+/g))).toEqual(new Set(["stream.Readable"]));
});
