import { describe, expect, test } from "vitest";
import { stripExports } from "./strip.ts";
import { type Cases, strip } from "./stripped.test-support.ts";

describe("forms of exports", () => {
  const cases: Cases = [
    ["const", "export const meta = { a: 1 };\nexport default 1;", "export default 1;"],
    ["let and var", "export let meta = 1;\nexport var Head = 1;\nexport default 1;", "export default 1;"],
    ["several, some stay", "export const a = 1, meta = 2, b = 3;", "export const a = 1, b = 3;"],
    ["several, the first goes", "export const meta = 1, config = 2, a = 3;", "export const a = 3;"],
    ["several, the last go", "export const a = 1, meta = 2, config = 3;", "export const a = 1;"],
    ["several, all go", "export const meta = 1, config = 2;\nexport default 1;", "export default 1;"],
    ["function", "export function Head() {}\nexport default 1;", "export default 1;"],
    ["async function", "export async function meta() {}\nexport default 1;", "export default 1;"],
    ["generator", "export function* meta() {}\nexport default 1;", "export default 1;"],
    ["class", "export class Head {}\nexport default 1;", "export default 1;"],
    ["decorated class", "export default 1;\n@d @e\nexport class Head {}\n", "export default 1;\n"],
    ["decorated after export", "export default 1;\nexport @d class Head {}\n", "export default 1;\n"],
    ["enum", "export enum config { A }\nexport default 1;", "export default 1;"],
    ["namespace", "export namespace config { export const a = 1 }\nexport default 1;", "export default 1;"],
    [
      "overloads",
      "export function meta(a: 1): 1;\nexport function meta(a: 2): 2;\nexport function meta(a: any) {}\n",
      "",
    ],
    ["list", "const meta = 1;\nexport { meta };\nexport default 1;", "export default 1;"],
    [
      "list before its declaration",
      "export { meta };\nexport default 1;\nconst meta = 1;",
      "export default 1;\n",
    ],
    ["list, some stay", "const meta = 1, a = 2;\nexport { meta, a };", "const a = 2;\nexport { a };"],
    ["renamed", "const x = 1;\nexport { x as meta };\nexport default 1;", "export default 1;"],
    ["renamed with quotes", 'const x = 1;\nexport { x as "meta" };\nexport default 1;', "export default 1;"],
    ["a name that only looks alike", "const meta = 1;\nexport { meta as other };", null],
    [
      "both names",
      "const meta = 1;\nexport { meta, meta as other };",
      "const meta = 1;\nexport { meta as other };",
    ],
    [
      "the default by list",
      "const meta = 1;\nexport { meta as default, meta };",
      "const meta = 1;\nexport { meta as default };",
    ],
    ["re-export", 'export { meta } from "./x";\nexport default 1;', "export default 1;"],
    [
      "re-export, renamed",
      'export { default as Head, y as meta } from "./x";\nexport default 1;',
      "export default 1;",
    ],
    ["re-export, some stay", 'export { a, meta, b } from "./x";', 'export { a, b } from "./x";'],
    [
      "re-export, only a type would stay",
      'export { meta, type T } from "./x.server";\nexport default 1;',
      "export default 1;",
    ],
    ["re-export of a namespace", 'export * as meta from "./x";\nexport default 1;', "export default 1;"],
    [
      "import and export",
      'import { meta } from "./x";\nexport { meta };\nexport default 1;',
      "export default 1;",
    ],
    ["export *", 'export * from "./x";\nexport const meta = 1;', 'export * from "./x";\n'],
    ["type exports", "export type meta = 1;\nexport interface config {}\nexport default 1;", null],
    [
      "type lists",
      'export type { meta } from "./x";\nexport { type Head } from "./y";\nexport default 1;',
      null,
    ],
    ["declare", "export declare const meta: 1;\nexport default 1;", null],
    ["import alias", 'import meta = require("m");\nexport { meta };\nexport default 1;', "export default 1;"],
    ["escaped name", "export const m\\u0065ta = 1;\nexport default 1;", "export default 1;"],
    ["none", "export const other = 1;\nexport default function A() { return meta; }", null],
  ];
  test.each(cases)("%s", (_, before, after) => expect(strip(before)).toBe(after));

  test("names are the caller's", () => {
    expect(stripExports("export const a = 1, meta = 2;", "a.ts", ["a"])?.code).toBe("export const meta = 2;");
    expect(stripExports("export default 1;", "a.ts", ["default"])).toBe(null);
  });

  test.each([
    "export const { meta } = make();",
    "export const { a: { b: [, meta = 1] } } = make();",
    "export const a = 1, [...meta] = make();",
    "export const { ...meta } = make();",
  ])("destructuring is refused: %s", (code) => {
    const source = `export default 1;\n${code}`;
    expect(() => strip(source)).toThrow(/"meta" is exported by destructuring.*export const meta = …/);
  });

  test("destructuring that does not export is as good as a declaration", () => {
    const before =
      'import { db } from "./db";\nconst { meta, other } = db;\nexport { meta };\nexport default 1;';
    expect(strip(before)).toBe("export default 1;");
    const used =
      'import { db } from "./db";\nconst { meta, other } = db;\nexport { meta };\nexport default other;';
    expect(strip(used)).toBe(
      'import { db } from "./db";\nconst { meta, other } = db;\nexport default other;',
    );
  });
});
