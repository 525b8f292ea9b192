import { expect, test } from "vitest";
import { findRequiredModules } from "./required-modules.ts";

const HEAD = 'import { createRequire } from "node:module";\n';

test.each([
  ["const load = createRequire(import.meta.url); load('a');", ["a"], 0],
  ["const load = <NodeRequire>createRequire(import.meta.url); load('a');", ["a"], 0],
  ["(createRequire(import.meta.url) as any)('a');", ["a"], 0],
  ["(<any>require)('a');", ["a"], 0],
  ["if (globalThis.process) { var require = createRequire(import.meta.url); } require('a');", ["a"], 0],
  ["const load = createRequire(import.meta.url); load(name);", [], 1],
])("%s", (code, specifiers, others) => {
  const calls = findRequiredModules(HEAD + code, "/app/x.ts");
  expect(calls.modules.map(({ specifier }) => specifier)).toEqual(specifiers);
  expect(calls.others).toHaveLength(others);
});

test.each([
  "if (done) return; module.exports = require('a');",
  "// no import\nif (done) return; require('a');",
])("CommonJS has its own: %s", (code) => {
  expect(findRequiredModules(code, "/app/x.js")).toEqual({ modules: [], others: [] });
});
