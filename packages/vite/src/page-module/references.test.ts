import { parseSync } from "vite";
import { describe, expect, test } from "vitest";
import { referencesOf } from "./references.ts";

/** The free names of a module's code; globals are names like any other. */
function free(code: string, lang: "tsx" | "ts" = "tsx") {
  const { program, errors } = parseSync(`a.${lang}`, code, { lang });
  expect(errors).toEqual([]);
  const { values, types } = referencesOf(program);
  return { values: [...values].sort().join(" "), types: [...types].sort().join(" ") };
}

describe("references", () => {
  test.each([
    ["x;", "x"],
    ["x = 1; y += 1; z++; ({ a: w, ...v } = u); [t] = s;", "s t u v w x y z"],
    ["x.y.z; x[y]; x?.[z];", "x y z"],
    ["({ a, b: c, [d]: e, f() { g; }, get h() { return i; }, ...j })", "a c d e g i j"],
    ["typeof x; void y; delete z.a;", "x y z"],
    [`\`\${x}\${\`\${y}\`}\`; z\`\${w}\`;`, "w x y z"],
    ["new X(y, ...z);", "X y z"],
    ["import(x); import.meta.env; (function () { new.target; })", "x"],
    ["a: for (;;) { break a; continue a; }", ""],
    ["(x) ? (y, z) : w ?? v", "v w x y z"],
    ["async () => { await x; for await (const a of y) a; }; function* f() { yield x; yield* z; }", "x y z"],
    ["<X />; <y />; <x-z />; <a.b.c />; <this.d />; <e:f g:h='1' />;", "React X a this"],
    ["<p a={x} {...y}>{z}{...w}<></></p>", "React w x y z"],
    ["<É />; <_a />; <$b />", "$b React _a É"],
    ["#a in x", "x"],
    ["@x class A { @y() a = 1; @z m(@w p) {} }", "w x y z"],
    [
      "export { x, y as z, type U }; export { type T } from 'a'; export { w } from 'b'; export * from 'c';",
      "x y",
    ],
    ["export default x", "x"],
    ["import a, { b as c } from 'd'; a; c;", "a c"],
    [
      "class A extends B { static [c] = d; e = f; static { g; } #h = i; get [j]() { return k; } }",
      "B c d f g i j k",
    ],
  ])("%s", (code, values) => {
    // A private name outside a class does not parse.
    const source = code.startsWith("#") ? `class Q { #a; static s = ${code} }` : code;
    expect(free(source).values).toBe(values);
  });

  test.each([
    ["x as Y; x satisfies Z; x!; f<A>(x); const a: B = x;", "f x", "A B Y Z"],
    ["let f = <T extends A>(a: B, b?: C): D => x", "x", "A B C D"],
    ["type T = A; interface I extends B { c: D.E; f(g: typeof h): void }", "", "A B D h"],
    [
      "class A<T> extends B<C> implements D, E.F { g?: H; [i: string]: J; abstract k: L }",
      "B",
      "C D E H J L",
    ],
    ["function f(this: A, b: B): asserts b is C {}", "", "A B C"],
    ["let x: typeof y.z; let w: import('a').B<C>;", "", "C y"],
    ["enum A { B = x, C = B, D = A.B }", "x", ""],
    ["namespace A { export const b = x; b; export namespace C { b; y; } }", "x y", ""],
    ["declare namespace A { const b: B }", "", ""],
    ["import a = b.c; import d = require('d'); export = e;", "b e", ""],
    ["<A.B<C> d={x} />", "A React x", "C"],
    ["abstract class A { constructor(private b: B, readonly c = x) {} abstract d(): E }", "x", "B E"],
    ["const f = g<A>;", "g", "A"],
  ])("types: %s", (code, values, types) => {
    expect(free(code)).toEqual({ values, types });
  });

  test("an assertion with angle brackets", () => {
    expect(free("let a = <A>x;", "ts")).toEqual({ values: "x", types: "A" });
  });
});

describe("scopes", () => {
  /** In each of these, `x` is bound. */
  test.each([
    "(x) => x",
    "function f(x) { x; }",
    "function f({ a: { b: [x] } }) { x; }",
    "function f(...[x]) { x; }",
    "function f(x, y = x) {}",
    "(function x() { x; })",
    "(class x { static a = x; b() { x; } })",
    "() => { const x = 1; x; }",
    "() => { x; { { var x; } } }",
    "() => { for (var x of []); x; }",
    "() => { try {} catch { var x; } x; }",
    "() => { a: var x; if (1) { switch (2) { case 3: var x; } } x; }",
    "() => { x(); function x() {} }",
    "() => { class x {} new x(); }",
    "() => { enum x {} x; }",
    "() => { using x = null; x; }",
    "{ let x = 1; x; }",
    "{ function x() {} x(); }",
    "for (let x = 0; x < 1; x++) x;",
    "for (const x of [1]) x;",
    "for (const x of x) x;",
    "for (const x in {}) { x; }",
    "switch (1) { case 1: let x; default: x; }",
    "try {} catch (x) { x; }",
    "try {} catch ({ x }) { x; }",
    "class A { static { var x; x; } }",
    "class A { m(x) { return () => x; } }",
    "class A { constructor(private x) { x; } }",
    "({ m(x) { x; }, set s(x) { x; } })",
    "(x) => { { let y = x; } }",
    "({ x: 1 }).x",
    "x: for (;;) break x;",
    "function f() { return () => { x; }; var x; }",
    "namespace N { const x = 1; x; }",
  ])("bound: %s", (code) => {
    expect(free(code).values.split(" ")).not.toContain("x");
  });

  /** In each of these, something else of that name is bound, and `x` refers to the outside as well. */
  test.each([
    "(x) => x; x;",
    "function f(a = x) { var x; }",
    "function f(a = () => x) { var x; x; }",
    "function f({ [x]: y }) {}",
    "{ let x; } x;",
    "() => { { let x; } x; }",
    "() => { { function x() {} } x; }",
    "for (let x = 0; x < 1; ); x;",
    "switch (x) { case 1: let x; }",
    "try { x; } catch (x) {}",
    "try {} catch (x) {} finally { x; }",
    "class A { static { var x; } a = x; }",
    "(class x {}); x;",
    "(function x() {}); x;",
    "() => { (() => { var x; })(); x; }",
    "({ [x]: 1 })",
    "({ x })",
    "const { a = x } = {};",
    "const { [x]: a } = {};",
    "x: for (;;) { x; break x; }",
    "export const a = ({ b = x }) => b;",
    "namespace N { const x = 1; } x;",
    "() => { type x = 1; x; }",
  ])("free: %s", (code) => {
    expect(free(code).values.split(" ")).toContain("x");
  });
});
