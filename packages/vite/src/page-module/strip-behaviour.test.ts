import fc from "fast-check";
import { moduleRunnerTransform, parseSync, transformWithOxc } from "vite";
import { expect, test } from "vitest";
import { stripExports } from "./strip.ts";

/*
 * Random modules of nine bindings that refer to each other in every way the language has, and mention each other's
 * names without referring to them. The test knows the graph it drew, so it knows what must go and what must stay.
 */

type Module = Record<string, unknown>;

/** Calls whatever a binding may be: a function, a class with a static method, a namespace. */
function call(target: unknown, d: number): unknown {
  const { y, x } = target as { y?: (d: number) => unknown; x?: (d: number) => unknown };
  const callee = y ?? x ?? (target as (d: number) => unknown);
  return callee(d);
}

const React = {
  createElement: (type: unknown, props: unknown, ...children: unknown[]) => ({ type, props, children }),
};

/** Runs a module whose imports are functions that return their names. */
async function run(code: string): Promise<Module> {
  const { code: javascript } = await transformWithOxc(code, "page.tsx", { jsx: { runtime: "classic" } });
  const transformed = await moduleRunnerTransform(javascript, null, "page.tsx", javascript);
  if (!transformed) throw new Error("not transformed");
  const exports: Module = {};
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  const names = ["__vite_ssr_import__", "__vite_ssr_exportName__", "call", "React"];
  await new AsyncFunction(...names, transformed.code)(
    async () =>
      new Proxy({}, { get: (_, name) => (name === "then" || name === "y" ? undefined : () => [name]) }),
    (name: string, get: () => unknown) => Object.defineProperty(exports, name, { get, enumerable: true }),
    call,
    React,
  );
  return exports;
}

/** How code may refer to a name. */
const USES: ((n: string) => string)[] = [
  (n) => `call(${n}, d)`,
  (n) => `(() => call(${n}, d))()`,
  (n) => `call({ ${n} }.${n}, d)`,
  (n) => `call([${n}][0], d)`,
  (n) => `\`\${call(${n}, d)}\``,
  (n) => `(function (x = call(${n}, d)) { return x; })()`,
  // Not `function (x = n) { var n; }`: Bun 1.4.5 then no longer finds the outer n. The tests of references have it.
  (n) => `(typeof ${n} === "undefined" ? "none" : 1)`,
  (n) => `(class { static x = call(${n}, d); }).x`,
  (n) => `(class { static x; static { this.x = call(${n}, d); } }).x`,
  (n) => `(class { [String(call(${n}, d))]() {} }).length`,
  (n) => `(({ [String(call(${n}, d))]: y = 1 }) => y)({})`,
  (n) => `(({ y = call(${n}, d) }) => y)({})`,
  (n) => `(() => { out: for (const q of [${n}]) { if (q) return call(q, d); break out; } })()`,
  (n) => `(() => { try { throw ${n}; } catch (e) { return call(e, d); } })()`,
  (n) => `(() => { { let ${n} = 1; ${n}; } return call(${n}, d); })()`,
  (n) => `call(${n} as unknown, d)`,
  (n) => `call(${n}!, d)`,
  (n) => `(<p title={String(call(${n}, d))} />).props.title`,
  (n) => `call((<${n}.y {...{ a: 1 }} />).type ?? ${n}, d)`,
  (n) => `new (class { get v() { return call(${n}, d); } })().v`,
  (n) => `((...[x = call(${n}, d)]) => x)()`,
  (n) => `(() => { switch (${n}) { default: let q = call(${n}, d); return q; } })()`,
];

/** Mentions of a name that are something else. */
const DECOYS: ((n: string) => string)[] = [
  (n) => `((${n}) => ${n})(1)`,
  (n) => `(({ ${n} }) => ${n})({ ${n}: 1 })`,
  (n) => `(({ a: ${n} = 2 }) => ${n})({})`,
  (n) => `(function ${n}() { return typeof ${n}; })()`,
  (n) => `(class ${n} { static a = ${n}.name; }).a`,
  (n) => `(() => { var ${n} = 1; return ${n}; })()`,
  (n) => `(() => { if (d) { var ${n} = 1; } return ${n}; })()`,
  (n) => `(() => { { let ${n} = 1; ${n}; } return 0; })()`,
  (n) => `(() => { try { throw 1; } catch (${n}) { return ${n}; } })()`,
  (n) => `(() => { for (const ${n} of [1]) return ${n}; })()`,
  (n) => `(() => { for (let ${n} = 0; ${n} < 1; ${n}++) return ${n}; })()`,
  (n) => `(() => { ${n}: for (;;) break ${n}; return 1; })()`,
  (n) => `(() => { switch (1) { case 1: let ${n} = 1; return ${n}; } })()`,
  (n) => `(() => { return ${n}(); function ${n}() { return 1; } })()`,
  (n) => `({ ${n}: 1 }).${n}`,
  (n) => `"${n}"`,
  (n) => `(<div data-${n}={1} />).type`,
  (n) => `(() => { enum E { ${n} = 3, B = ${n} } return E.B; })()`,
];

const TYPE_USES: ((n: string) => string)[] = [
  (n) => `(null as unknown as typeof ${n})`,
  (n) => `((x?: typeof ${n}): x is typeof ${n} => true)()`,
  (n) => `(null satisfies null | typeof ${n})`,
];

interface Use {
  target: number;
  form: number;
}

interface Binding {
  kind: "const" | "let" | "function" | "class" | "pattern" | "import" | "default import" | "namespace";
  isExported: boolean;
  uses: Use[];
  decoys: Use[];
  typeUses: Use[];
}

interface Sample {
  bindings: Binding[];
  order: number[];
  page: Use[];
  statement: Use[];
  htmlProps: number | null;
  isMerged: boolean;
  hasSemicolons: boolean;
}

const COUNT = 9;
const META = 7;
const nameOf = (index: number) => ["b0", "b1", "b2", "b3", "b4", "b5", "b6", "meta", "Head"][index] ?? "";
const canary = (index: number) => `canary${index}_`;
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

const use = fc.record({ target: fc.nat(COUNT - 1), form: fc.nat(9999) });
const uses = fc.array(use, { maxLength: 2 });

const sample: fc.Arbitrary<Sample> = fc.record({
  bindings: fc.tuple(
    ...Array.from({ length: COUNT }, (_, index) =>
      fc.record<Binding>({
        kind: fc.constantFrom(
          ...(["const", "const", "let", "function", "class"] as const),
          ...(index < META ? (["pattern", "import", "import", "default import", "namespace"] as const) : []),
        ),
        isExported: fc.boolean().map((flag) => flag && index % 2 === 0),
        uses,
        decoys: uses,
        typeUses: fc.array(use, { maxLength: 1 }),
      }),
    ),
  ),
  order: fc.shuffledSubarray([...Array(COUNT).keys()], { minLength: COUNT }),
  page: uses,
  statement: fc.oneof(fc.constant<Use[]>([]), uses),
  htmlProps: fc.option(fc.nat(META - 1)),
  isMerged: fc.boolean(),
  hasSemicolons: fc.boolean(),
});

function expressions(uses: Use[], forms: ((n: string) => string)[]): string[] {
  return uses.map(({ target, form }) => pick(forms, form)(nameOf(target)));
}

/** The body of a binding; the depth ends the cycles. */
function returned(index: number, { uses, decoys, typeUses }: Binding): string {
  const items = [
    ...expressions(uses, USES),
    ...expressions(decoys, DECOYS),
    ...expressions(typeUses, TYPE_USES),
  ];
  return `d-- <= 0 ? [] : ["${canary(index)}", ${items.join(", ")}]`;
}

/** The start of a declaration, which neighbours may share, and the rest. */
function declaration(index: number, binding: Binding): [start: string, rest: string, end: string] {
  const name = nameOf(index);
  const exported = binding.isExported || index >= META ? "export " : "";
  const body = returned(index, binding);
  switch (binding.kind) {
    case "import":
      return ["import { ", `${canary(index)} as ${name}`, ' } from "m"'];
    case "default import":
      return ["", `import ${name} from "${canary(index)}"`, ""];
    case "namespace":
      return ["", `import * as ${name} from "${canary(index)}"`, ""];
    case "function":
      return ["", `${exported}function ${name}(d: number): unknown { return ${body} }`, ""];
    case "class":
      return ["", `${exported}class ${name} { static y(d: number): unknown { return ${body} } }`, ""];
    case "pattern":
      return [`${exported}const `, `{ ${name} } = { ${name}: (d: number): unknown => (${body}) }`, ""];
    default:
      return [`${exported}${binding.kind} `, `${name} = (d: number): unknown => (${body})`, ""];
  }
}

function write({ bindings, order, page, statement, htmlProps, isMerged, hasSemicolons }: Sample): string {
  const lines: string[] = [];
  let previous: [start: string, end: string] = ["", ""];
  for (const index of order) {
    const [start, rest, end] = declaration(index, bindings[index] as Binding);
    const line = lines.at(-1);
    if (isMerged && line !== undefined && start && start === previous[0]) {
      lines[lines.length - 1] = `${line.slice(0, line.length - previous[1].length)}, ${rest}${end}`;
    } else lines.push(start + rest + end);
    previous = [start, end];
  }
  for (const [index, { kind, isExported }] of bindings.entries()) {
    if (isExported && index < META && /import|namespace/.test(kind))
      lines.push(`export { ${nameOf(index)} }`);
  }
  if (htmlProps !== null) lines.push(`export { ${nameOf(htmlProps)} as htmlProps }`);
  const items = expressions(page, USES).join(", ");
  lines.push(`export default function Page(d: number) { return ["page", ${items}] }`);
  if (statement.length > 0) lines.push(`;((d) => [${expressions(statement, USES).join(", ")}])(1)`);
  return lines.join(hasSemicolons ? ";\n" : "\n");
}

/** What must be left, computed from the drawing alone. */
function expected({ bindings, page, statement, htmlProps }: Sample): Set<number> {
  const reach = (from: number[], next: (binding: Binding) => Use[]) => {
    const reached = new Set(from);
    for (const index of reached)
      for (const { target } of next(bindings[index] as Binding)) reached.add(target);
    return reached;
  };
  const going = [META, META + 1, ...(htmlProps === null ? [] : [htmlProps])];
  const isImport = (kind: string) => /import|namespace/.test(kind);
  const led = ({ kind, uses, typeUses }: Binding) => (isImport(kind) ? [] : [...uses, ...typeUses]);
  const suspects = reach(going, led);
  const staying = [...bindings.keys()].filter(
    (index) => !suspects.has(index) || (bindings[index]?.isExported && index < META),
  );
  const needed = [...page, ...statement].map(({ target }) => target);
  return reach([...staying, ...needed], ({ kind, uses }) => (isImport(kind) ? [] : uses));
}

function outcome(module: Module, name: string): string {
  const show = (_: string, value: unknown) => (typeof value === "function" ? "function" : value);
  return JSON.stringify(call(module[name], 3), show);
}

test("property: exactly what only the stripped exports lead to is gone, and the rest behaves as before", async () => {
  const names = ["meta", "Head", "htmlProps", "config"];
  await fc.assert(
    fc.asyncProperty(sample, async (drawn) => {
      const code = write(drawn);
      const result = stripExports(code, "page.tsx", names);
      const stripped = result?.code ?? "nothing was stripped";
      expect(parseSync("page.tsx", stripped).errors).toEqual([]);
      const left = [...drawn.bindings.keys()].filter((index) => stripped.includes(canary(index)));
      expect(left).toEqual([...expected(drawn)].sort((a, b) => a - b));
      const source = result?.map.sourcesContent?.[0] ?? "";
      expect(source).toHaveLength(code.length);
      expect([...drawn.bindings.keys()].filter((index) => source.includes(canary(index)))).toEqual(left);

      const [before, after] = await Promise.all([run(code), run(stripped)]);
      const kept = Object.keys(before).filter((name) => !names.includes(name));
      expect(Object.keys(after).sort()).toEqual(kept.sort());
      for (const name of kept) expect(outcome(after, name)).toBe(outcome(before, name));
      expect(stripExports(stripped, "page.tsx", names)).toBe(null);
    }),
    { numRuns: 400 },
  );
}, 60_000);
