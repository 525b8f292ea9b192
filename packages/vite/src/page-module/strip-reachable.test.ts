import { describe, expect, test } from "vitest";
import { type Cases, strip } from "./stripped.test-support.ts";

describe("what the module uses itself", () => {
  const cases: Cases = [
    [
      "const",
      "export const meta = 1;\nexport default () => meta;",
      "const meta = 1;\nexport default () => meta;",
    ],
    [
      "function",
      "export function Head() {}\nexport default () => <Head />;",
      "function Head() {}\nexport default () => <Head />;",
    ],
    [
      "async function",
      "export async function meta() {}\nexport default meta;",
      "async function meta() {}\nexport default meta;",
    ],
    [
      "class",
      "export abstract class Head {}\nexport default Head;",
      "abstract class Head {}\nexport default Head;",
    ],
    [
      "decorated class",
      "@d export class Head {}\nexport default Head;",
      "@d class Head {}\nexport default Head;",
    ],
    [
      "overloads",
      "export function meta(): 1;\nexport function meta() {}\nexport default meta;",
      "function meta(): 1;\nfunction meta() {}\nexport default meta;",
    ],
    [
      "among others",
      "export const a = 1, meta = 2, Head = 3, b = 4, config = 5;\nexport default [meta, Head];",
      "export const a = 1; const meta = 2, Head = 3; export const b = 4;\nexport default [meta, Head];",
    ],
    [
      "first, with a gap",
      "export let meta = 1, Head = 2, a = 3;\nexport default meta;",
      "let meta = 1; export let a = 3;\nexport default meta;",
    ],
    [
      "list",
      "const meta = 1;\nexport { meta };\nexport default meta;",
      "const meta = 1;\nexport default meta;",
    ],
    ["by a statement that runs", "export let meta = 1;\nmeta = 2;", "let meta = 1;\nmeta = 2;"],
    [
      "by a nested statement",
      "export const meta = {};\nif (x) { meta.a = 1; }",
      "const meta = {};\nif (x) { meta.a = 1; }",
    ],
    [
      "by another export",
      "export const meta = 1;\nexport const a = meta;",
      "const meta = 1;\nexport const a = meta;",
    ],
    ["only by itself", "export function meta() { return meta; }\nexport default 1;", "export default 1;"],
    [
      "only in a type",
      "export const meta = 1;\nexport type M = typeof meta;",
      "export type M = typeof meta;",
    ],
  ];
  test.each(cases)("%s", (_, before, after) => expect(strip(before)).toBe(after));
});

describe("what goes along", () => {
  const end = "export default 1;";
  const cases: Cases = [
    ["an import", `import { db } from "./db";\nexport const meta = db;\n${end}`, end],
    ["a default import", `import db from "./db";\nexport const meta = db;\n${end}`, end],
    ["a namespace import", `import * as db from "./db";\nexport const meta = db.x;\n${end}`, end],
    [
      "a chain",
      `import a from "a";\nconst b = a;\nfunction c() { return b; }\nclass D { e = c() }\nexport const meta = new D();\n${end}`,
      end,
    ],
    [
      "a cycle",
      `function a() { return b(); }\nfunction b() { return a(); }\nexport const meta = a;\n${end}`,
      end,
    ],
    [
      "an initialiser that runs",
      `import { connect } from "db";\nconst db = connect();\nexport const meta = () => db;\n${end}`,
      end,
    ],
    ["an enum", `enum E { A }\nexport const meta = E.A;\n${end}`, end],
    [
      "what two of them share",
      `import a from "a";\nexport const meta = a;\nexport const Head = () => a;\n${end}`,
      end,
    ],
    [
      "a class that is only a type elsewhere",
      `class A {}\nexport const meta = new A();\nexport default (a: A) => a;`,
      "export default (a: A) => a;",
    ],
    [
      "an import that is only a type elsewhere",
      `import { A } from "a";\nexport const meta = A;\nexport default (a: A) => a;`,
      "export default (a: A) => a;",
    ],
    ["what was only a type here", `import { A } from "a";\nexport const meta: A = 1;\n${end}`, end],
    [
      "some of a list",
      `import { a, b, c } from "a";\nexport const meta = [a, c];\nexport default b;`,
      `import { b } from "a";\nexport default b;`,
    ],
    [
      "default of default and list",
      `import a, { b } from "a";\nexport const meta = a;\nexport default b;`,
      `import { b } from "a";\nexport default b;`,
    ],
    [
      "list of default and list",
      `import a, { b } from "a";\nexport const meta = b;\nexport default a;`,
      `import a from "a";\nexport default a;`,
    ],
    [
      "default of default and namespace",
      `import a, * as b from "a";\nexport const meta = a;\nexport default b;`,
      `import * as b from "a";\nexport default b;`,
    ],
    [
      "namespace of default and namespace",
      `import a, * as b from "a";\nexport const meta = b;\nexport default a;`,
      `import a from "a";\nexport default a;`,
    ],
    [
      "default and some of the list",
      `import a, { b, c } from "a";\nexport const meta = [a, b];\nexport default c;`,
      `import { c } from "a";\nexport default c;`,
    ],
    [
      "braces in comments",
      `import a /* { */, { b /* } */ } from "a";\nexport const meta = b;\nexport default a;`,
      `import a from "a";\nexport default a;`,
    ],
    [
      "all values of a list with types",
      `import { a, type B } from "./a.server";\nexport const meta = a;\nexport default (b: B) => b;`,
      "export default (b: B) => b;",
    ],
    [
      "some declarators",
      `const a = 1, b = 2, c = 3;\nexport const meta = [a, c];\nexport default b;`,
      `const b = 2;\nexport default b;`,
    ],
    ["a var of several declarations", `var a = 1;\nvar a = 2;\nexport const meta = a;\n${end}`, end],
  ];
  test.each(cases)("%s", (_, before, after) => expect(strip(before)).toBe(after));
});

describe("what stays", () => {
  const cases: Cases = [
    ["side-effect imports", 'import "./x.css";\nexport const meta = 1;', 'import "./x.css";\n'],
    ["an empty import list", 'import {} from "./x";\nexport const meta = 1;', 'import {} from "./x";\n'],
    [
      "what no code used before",
      'import a from "a";\nfunction b() {}\nconst c = 1;\nexport const meta = 1;',
      'import a from "a";\nfunction b() {}\nconst c = 1;\n',
    ],
    [
      "what only the unused uses",
      'import a from "a";\nfunction b() { a(); }\nexport const meta = a;',
      'import a from "a";\nfunction b() { a(); }\n',
    ],
    [
      "what a statement that runs uses",
      'import a from "a";\na.start();\nexport const meta = a;',
      'import a from "a";\na.start();\n',
    ],
    ["other exports", "export const a = 1;\nexport const meta = a;", "export const a = 1;\n"],
    [
      "the default export",
      "export default function A() {}\nexport const meta = A;",
      "export default function A() {}\n",
    ],
    [
      "type imports",
      'import type { A } from "a";\nimport { type B } from "b";\nexport const meta: A | B = 1;',
      'import type { A } from "a";\nimport { type B } from "b";\n',
    ],
    [
      "directives",
      '"use client";\nexport const meta = 1;\nexport default 1;',
      '"use client";\nexport default 1;',
    ],
    [
      "variables of a statement",
      "for (var i = 0; i < 2; i++) a(i);\nexport const meta = i;",
      "for (var i = 0; i < 2; i++) a(i);\n",
    ],
    [
      "React for classic JSX",
      'import React from "react";\nexport const Head = () => React.x;\nexport default () => <p />;',
      'import React from "react";\nexport default () => <p />;',
    ],
    [
      "React for fragments",
      'import React from "react";\nexport const meta = React;\nexport default () => <></>;',
      'import React from "react";\nexport default () => <></>;',
    ],
    [
      "a namesake of what is re-exported",
      'const x = 1;\nexport { x as meta } from "./x";\nexport default 1;',
      "const x = 1;\nexport default 1;",
    ],
    [
      "a re-export",
      'const x = 1;\nexport { x as y } from "./x";\nexport const meta = x;',
      'export { x as y } from "./x";\n',
    ],
    ["hot module code", "export const meta = 1;\nimport.meta.hot?.accept();", "import.meta.hot?.accept();"],
  ];
  test.each(cases)("%s", (_, before, after) => expect(strip(before)).toBe(after));
});
