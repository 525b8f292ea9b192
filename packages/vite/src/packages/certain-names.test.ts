import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { certainNames } from "./certain-names.ts";

function namesOf(code: string): string[] {
  const directory = mkdtempSync(join(tmpdir(), "names-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, "index.js");
  writeFileSync(file, code);
  return [...certainNames(file)];
}

test.each([
  ["exports.a = exports.b = void 0; exports.a = 1;", ["a", "b"]],
  ['Object.defineProperty(exports, "a", { enumerable: true, get: function () { return 1; } });', ["a"]],
])("%s sets exports", (code, names) => {
  expect(namesOf(code)).toEqual(names);
});

test.each([
  "exports.a = 1; module.exports = {};",
  "(function (it) { it.exports = {}; })(module); exports.a = 1;",
  "function later() { exports.a = 1; }",
  "if (process.env.A) exports.a = 1;",
  "process.env.A && (exports.a = 1);",
  "other.exports.a = 1;",
  'Object.defineProperty(exports, "a", { get: function () { return 1; } });',
  "exports[name] = 1;",
  "exports.a ||= 1;",
])("%s may set none", (code) => {
  expect(namesOf(code)).toEqual([]);
});
