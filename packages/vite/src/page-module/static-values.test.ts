import { expect, test } from "vitest";
import { readPageModule } from "./exports.ts";

const read = (code: string) => readPageModule(code, "a.ts").config;

test.each<[string, Record<string, unknown>, string[]]>([
  ["", {}, []],
  [
    "export const config = { cacheExpiry: 60 * 60 - 2 / 1 + 0, cacheTags: ['a', `b`] }",
    { cacheExpiry: 3598, cacheTags: ["a", "b"] },
    [],
  ],
  [
    "const hour = 3600; export const config = { cacheExpiry: hour, cachePage: true } satisfies X",
    { cacheExpiry: 3600, cachePage: true },
    [],
  ],
  ["export const config = { cachePage: (ctx) => true, cacheStale: -1 }", { cacheStale: -1 }, ["cachePage"]],
  ["export const config = { ...shared, cacheExpiry: seconds() }", {}, ["*", "cacheExpiry"]],
  ["export const config = { a: { b: null, c: [1, , 2] }, d: { e: {} } }", { d: { e: {} } }, ["a"]],
  ["export const config = { a: /x/, b: 1n, c: undefined }", {}, ["a", "b", "c"]],
  ["export const config = { get a() { return 1 } }", {}, ["*"]],
  ["export const config = { a: config }", {}, ["a"]],
  ['export { config } from "./shared"', {}, ["*"]],
])("%s", (code, values, atRunTime) => {
  expect(read(code)).toEqual({ values, atRunTime });
});

test("a key called __proto__ is a key", () => {
  const { values } = read('export const config = { ["__proto__"]: 1 }');
  expect(Object.keys(values)).toEqual(["__proto__"]);
});
