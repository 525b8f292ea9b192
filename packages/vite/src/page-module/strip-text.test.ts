import { SourceMap, type SourceMapping } from "node:module";
import { parseSync } from "vite";
import { describe, expect, test } from "vitest";
import { PageModuleError } from "./parse.ts";
import { stripExports } from "./strip.ts";

const NAMES = ["meta", "Head", "htmlProps", "config"];

function strip(code: string, file = "src/pages/a.tsx"): string | null {
  const result = stripExports(code, file, NAMES);
  if (result) expect(parseSync(file, result.code).errors).toEqual([]);
  return result?.code ?? null;
}

/** Each case: what goes in, what comes out; `null` stands for "unchanged". */
type Cases = [name: string, before: string, after: string | null][];

describe("the text around", () => {
  const cases: Cases = [
    [
      "its comments go",
      "/** internal */\n// why\nexport const meta = 1; // secret\nexport default 1;",
      "export default 1;",
    ],
    [
      "others' comments stay",
      "// about the file\n\nexport const meta = 1;\n// about the page\nexport default 1;",
      "// about the file\n\n// about the page\nexport default 1;",
    ],
    [
      "a comment behind another statement stays",
      "const a = 1; // a\nexport const meta = 1;\nexport default a;",
      "const a = 1; // a\nexport default a;",
    ],
    [
      "a comment before the next on its line stays",
      "export const meta = 1; /* page */ export default 1;",
      " /* page */ export default 1;",
    ],
    [
      "pragmas stay",
      "/** @jsxImportSource preact */\nexport const meta = 1;\nexport default <p />;",
      "/** @jsxImportSource preact */\nexport default <p />;",
    ],
    [
      "licences stay",
      "/*! MIT */\nexport const meta = 1;\nexport default 1;",
      "/*! MIT */\nexport default 1;",
    ],
    ["Windows line ends", "export const meta = 1;\r\nexport default 1;\r\n", "export default 1;\r\n"],
    ["no semicolons, a bracket follows", "const a = 1\nexport const meta = {}\n[1].map(a)", null],
    [
      "no semicolons, a leading one follows",
      "const a = f\nexport const meta = {}\n;[1].map(a)",
      "const a = f\n;[1].map(a)",
    ],
    ["a function before a parenthesis", "const a = f\nexport function meta() {}\n(a)", "const a = f\n;(a)"],
    ["a class before a template", "const a = f\nexport class Head {}\n`x`.at(a)", "const a = f\n;`x`.at(a)"],
    [
      "an enum before a JSX element",
      "const a = f\nexport enum config {}\n<p>{a}</p>",
      "const a = f\n;<p>{a}</p>",
    ],
    [
      "a function before a regular expression",
      "const a = f\nexport function meta() {}\n/x/.test(a)",
      "const a = f\n;/x/.test(a)",
    ],
    ["one line", "export const meta = 1; export default 1", " export default 1"],
    [
      "hashbang and surrogates",
      '#!/usr/bin/env bun\nconst é = "𝒳"; export const meta = é;\nexport default é;',
      '#!/usr/bin/env bun\nconst é = "𝒳"; export default é;',
    ],
  ];
  test.each(cases)("%s", (_, before, after) => {
    if (after === null) expect(strip(before)).toBeDefined();
    else expect(strip(before)).toBe(after);
  });
});

describe("languages", () => {
  test.each([
    ["a.ts", "export const meta = <T>(a: T) => <T>a;\nexport default <any>1;", "export default <any>1;"],
    ["a.mts", "export const meta: number = 1;\nexport default 1;", "export default 1;"],
    ["a.jsx", "export const Head = () => <p />;\nexport default 1;", "export default 1;"],
    ["a.js", "export const Head = () => <p />;\nexport default 1;", "export default 1;"],
    ["a.tsx?v=1", "export const Head = <T,>(a: T) => <p />;\nexport default 1;", "export default 1;"],
    ["a.mdx", "export const meta = <p />;\nexport default 1;", "export default 1;"],
  ])("%s", (file, before, after) => {
    expect(stripExports(before, file, NAMES)?.code).toBe(after);
  });

  test("a file that does not parse: one message, the place for Vite, no stack of ours", () => {
    const code = "export const meta = 1;\nexport default function A() {\n  const é = ;\n}\n";
    let error: unknown;
    try {
      strip(code);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(PageModuleError);
    expect(error).toBeInstanceOf(SyntaxError);
    expect(error).toMatchObject({
      message: "Unexpected token",
      loc: { file: "src/pages/a.tsx", line: 3, column: 12 },
      stack: "",
    });
    expect((error as PageModuleError).frame).toContain("3:   const é = ;");
  });
});

describe("the source map", () => {
  const code = [
    'import { db } from "./db";',
    'import { a, b } from "./x";',
    "export const meta = { title: db.name }, kept = 1;",
    "export function Head() { return <title>{b}</title>; }",
    "export default function Page() {",
    '  return <p title="𝒳é">{a}{kept}</p>;',
    "}",
  ].join("\n");

  test("maps what stays to where it was", () => {
    const result = stripExports(code, "src/pages/a.tsx", NAMES);
    expect(result?.map.sources).toEqual(["src/pages/a.tsx"]);
    const output = result?.code ?? "";
    const map = new SourceMap(JSON.parse(String(result?.map)));
    for (const text of [
      "kept = 1",
      "export default",
      "Page()",
      "return <p",
      "a}",
      "kept}",
      "title=",
      'from "./x"',
    ]) {
      const [line, column] = place(output, text);
      const { originalLine, originalColumn } = map.findEntry(line, column) as SourceMapping;
      expect([text, originalLine, originalColumn]).toEqual([text, ...place(code, text)]);
    }
    expect(output).not.toContain("db");
  });

  test("carries the original without what is gone, each line and column in its place", () => {
    const [content] = stripExports(code, "a.tsx", NAMES)?.map.sourcesContent ?? [];
    expect(content?.split("\n")).toEqual([
      " ".repeat(26),
      'import { a    } from "./x";',
      `export const ${" ".repeat(27)}kept = 1;`,
      " ".repeat(53),
      ...code.split("\n").slice(4),
    ]);
  });

  /** Line and column of the last occurrence, both counted from 0. */
  function place(text: string, part: string): [line: number, column: number] {
    expect(text).toContain(part);
    const before = text.slice(0, text.lastIndexOf(part)).split("\n");
    return [before.length - 1, before.at(-1)?.length ?? 0];
  }
});
