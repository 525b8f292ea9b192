import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseModule } from "../page-module/parse.ts";
import { importedNames, inlineExports } from "./imported-components.ts";
import { boundNames } from "./jsx-runtime.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "bunsen-imported-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function exportsOf(code: string, name = "components.tsx"): Promise<string[]> {
  const file = join(directory, name);
  await writeFile(file, code);
  return [...(await inlineExports(file))].sort();
}

test("components that put their props into markup, however they are exported", async () => {
  const found = await exportsOf(`
    import type { ReactNode } from "react";
    export function Declared({ a }: { a: string }) { return <p>{a}</p>; }
    export const Arrow = ({ a }: { a: string }) => <p>{a}</p>;
    function Listed({ children }: { children: ReactNode }) { if (!children) return null; return <b>{children}</b>; }
    export { Listed as Renamed };
    export default function Main() { return <main />; }
  `);
  expect(found).toEqual(["Arrow", "Declared", "Renamed", "default"]);
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
  ["only components", "export function A() { return <B />; }"],
  ["what is bound twice", "export function A() { return <p />; }\nfunction f(A) { return A; }"],
  ["what another plugin has to compile", "export function A() { return <p {#if x} />; }"],
  ["what is assigned", "export function A() { return <p />; }\nA = 1;"],
])("not with %s", async (_name, code) => {
  expect(await exportsOf(code, "a.jsx")).toEqual([]);
});

test("only source files with JSX are read", async () => {
  expect([...(await inlineExports(join(directory, "styles.css")))]).toEqual([]);
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
