import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseModule } from "../page-module/parse.ts";
import { importedNames } from "./imported-components.ts";
import { InlineImports } from "./inline-imports.ts";
import { boundNames } from "./jsx-runtime.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "bunsen-imported-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Those of the names exported by a file that may be inlined. */
async function inlineAmong(names: string[], file: string): Promise<string[]> {
  const imports = names.map((exported) => ({ local: exported, source: `./${file}`, exported }));
  const found = await new InlineImports().among(
    imports,
    join(directory, "page.tsx"),
    async (source, importer) => (source.startsWith(".") ? join(dirname(importer), source) : undefined),
  );
  return [...found];
}

function write(file: string, code: string): Promise<void> {
  return writeFile(join(directory, file), code);
}

test("components that put their props into markup, however they are exported", async () => {
  await write(
    "components.tsx",
    `import type { ReactNode } from "react";
    export function Declared({ a }: { a: string }) { return <p>{a}</p>; }
    export const Arrow = ({ a }: { a: string }) => <p>{a}</p>;
    function Listed({ children }: { children: ReactNode }) { if (!children) return null; return <b>{children}</b>; }
    export { Listed as Renamed };
    export default function Main() { return (<main />); }
    export const Either = ({ a }: { a?: string }) => (a ? (<p>{a}</p>) : null);`,
  );
  const names = ["Declared", "Arrow", "Listed", "Renamed", "default", "Either", "Other"];
  expect(await inlineAmong(names, "components.tsx")).toEqual([
    "Declared",
    "Arrow",
    "Renamed",
    "default",
    "Either",
  ]);
});

test.each([
  ["a hook", "export function A() { const [a] = useState(1); return <p>{a}</p>; }"],
  ["a hook of an object", "export function A() { return <p>{React.useId()}</p>; }"],
  ["use()", "export function A({ p }) { return <p>{use(p)}</p>; }"],
  ["an async function", "export async function A() { return <p>{await b()}</p>; }"],
  ["a generator", "export function* A() { yield 1; return <p />; }"],
  ["a class", "export class A extends Component { render() { return <p />; } }"],
  ["a change of something outside", "let n = 0; export function A() { n++; return <p>{n}</p>; }"],
  ["this", "export function A() { return <p>{this.a}</p>; }"],
  ["a second parameter, a ref", "export function A(props, ref) { return <p ref={ref} />; }"],
  ["a component of somewhere else", 'import { B } from "package"; export function A() { return <B />; }'],
  ["only itself", "export function A() { return <A />; }"],
  ["only each other", "export function A() { return <B />; }\nfunction B() { return <A />; }"],
  ["what is bound twice", "export function A() { return <p />; }\nfunction f(A) { return A; }"],
  ["what another plugin has to compile", "export function A() { return <p {#if x} />; }"],
  ["what is assigned", "export function A() { return <p />; }\nA = 1;"],
])("not with %s", async (_name, code) => {
  await write("a.jsx", code);
  expect(await inlineAmong(["A"], "a.jsx")).toEqual([]);
});

test("only source files are read", async () => {
  expect(await inlineAmong(["A"], "styles.css")).toEqual([]);
});

test("a component that puts its props into another one, of its own file or of the next", async () => {
  await write("row.tsx", "export const Row = ({ id }: { id: string }) => <li>{id}</li>;");
  await write(
    "list.tsx",
    `import { Row as Line } from "./row.tsx";
     export const One = ({ id }: { id: string }) => <Line id={id} />;
     export function Two({ id }: { id: string }) { return id ? <One id={id} /> : null; }`,
  );
  expect(await inlineAmong(["One", "Two", "Line"], "list.tsx")).toEqual(["One", "Two"]);
});

test("a component that a file passes on", async () => {
  await write(
    "row.tsx",
    "export default function Row() { return <li />; }\nexport const Cell = () => <td />;",
  );
  await write(
    "index.ts",
    'export { default as Row } from "./row.tsx";\nexport * from "./more.ts";\nexport { Cell } from "./own.ts";',
  );
  await write("more.ts", 'export * from "./index.ts";\nexport * from "./head.tsx";');
  await write("own.ts", 'import { Cell } from "./row.tsx";\nexport { Cell };');
  await write("head.tsx", "export const Head = () => <th />;");
  expect(await inlineAmong(["Row", "Head", "Cell", "Foot", "default"], "index.ts")).toEqual([
    "Row",
    "Head",
    "Cell",
  ]);
});

test("files that import each other", async () => {
  await write(
    "a.tsx",
    'import { B } from "./b.tsx";\nexport const A = () => <B />;\nexport const C = () => <p />;',
  );
  await write("b.tsx", 'import { A, C } from "./a.tsx";\nexport const B = ({ c }) => (c ? <C /> : <A />);');
  expect(await inlineAmong(["A", "C"], "a.tsx")).toEqual(["A", "C"]);
});

test("names that the importing module binds again may mean something else", () => {
  const { program } = parseModule(
    'import Main, { Row, Cell as C, helper } from "./rows";\nfunction f(C) { return C; }',
    "a.jsx",
  );
  expect(importedNames(program, boundNames(program))).toEqual([
    { local: "Main", source: "./rows", exported: "default" },
    { local: "Row", source: "./rows", exported: "Row" },
  ]);
});
