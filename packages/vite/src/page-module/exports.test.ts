import { describe, expect, test } from "vitest";
import { readPageModule } from "./exports.ts";

const read = (code: string, file = "a.tsx") => readPageModule(code, file);

describe("exports", () => {
  test.each([
    ["export default function A() {}", "default"],
    ["export default () => 1", "default"],
    ["export default class {}", "default"],
    ["export default memo(A)", "default"],
    ["const A = 1; export { A as default }", "default"],
    ['const A = 1; export { A as "default" }', "default"],
    ['export { default } from "./x"', "default"],
    ['export { x as default } from "./x"', "default"],
    ['export * as default from "./x"', "default"],
    ["export const GET = 1, POST = 2", "GET POST"],
    ["export const { GET, a: [POST, ...rest] } = api", "GET POST rest"],
    ["export function handler() {} export async function* GET() {} export class PUT {}", "handler GET PUT"],
    ["export enum E {} export namespace N {} export import Q = N.R", "E N Q"],
    [
      "function f(a: 1): 1; function f() {} export { f }; export function g(): 1; export function g() {}",
      "g f",
    ],
    ["const a = 1; export { a as GET, a }", "GET a"],
    ['export * as ns from "./x"', "ns"],
  ])("%s", (code, names) => {
    const module = read(code);
    expect(module.exportNames).toEqual(names.split(" "));
    expect(module.hasDefault).toBe(names === "default");
    expect(module.exportsMore).toBe(false);
    expect(module.problems).toEqual([]);
  });

  test.each([
    "export type GET = 1",
    "export interface GET {}",
    "export default interface A {}",
    "export declare function GET(): void",
    "export declare const GET: 1",
    'export type { GET } from "./x"',
    'export { type GET } from "./x"',
    'export type * from "./x"',
    'export type * as GET from "./x"',
    'import GET from "./x"; const POST = 1',
    "",
  ])("no values: %s", (code) => {
    expect(read(code, "a.ts")).toMatchObject({ exportNames: [], hasDefault: false, exportsMore: false });
  });

  test("export * may bring more", () => {
    expect(read('export * from "./x"')).toMatchObject({
      exportNames: [],
      hasDefault: false,
      exportsMore: true,
    });
  });

  test("a file that does not parse is a SyntaxError with its place", () => {
    expect(() => read("export default (\n  1 +\n")).toThrow(SyntaxError);
    expect(() => read("let a = 1;\nlet b = ;")).toThrow(
      expect.objectContaining({ message: "Unexpected token", loc: { file: "a.tsx", line: 2, column: 8 } }),
    );
  });
});

describe("config", () => {
  const nothing = { hydrate: true, prerender: false, configIsOpaque: false, problems: [] };

  test.each<[string, Partial<ReturnType<typeof read>>]>([
    ["", {}],
    ["export const config = {}", {}],
    ["export const config = { cachePage: true, hydrate: true, prerender: false }", {}],
    ["export const config = { hydrate: false, prerender: true }", { hydrate: false, prerender: true }],
    ['export const config = { "hydrate": false, ["prerender"]: true }', { hydrate: false, prerender: true }],
    ["export const config = { hydrate: false } as const", { hydrate: false }],
    ["export const config = { hydrate: false } satisfies PageConfig", { hydrate: false }],
    ["export const config = { hydrate: false } as const satisfies PageConfig", { hydrate: false }],
    ["export const config: PageConfig = ({ hydrate: (false as boolean) })!", { hydrate: false }],
    ["export let config = { hydrate: false }", { hydrate: false }],
    ["const config = { hydrate: false }; export { config }", { hydrate: false }],
    ["export { a as config }; const a = { hydrate: false }", { hydrate: false }],
    ["const base = { hydrate: false } as const; export const config = base", { hydrate: false }],
    ["export const config = { hydrate: true, hydrate: false }", { hydrate: false }],
    ["export const config = { prerender: () => ['/a'] }", { prerender: "function" }],
    ["export const config = { prerender: async function* () {} }", { prerender: "function" }],
    ["export const config = { async prerender() {} }", { prerender: "function" }],
    ["export const config = { prerender: paths }; function paths() {}", { prerender: "function" }],
    ["const prerender = () => []; export const config = { prerender }", { prerender: "function" }],
    ["const config = { hydrate: false }", {}],
    ["export default { hydrate: false }", {}],
    ["export type config = { hydrate: false }", {}],
    ["export const config = { nested: { hydrate: other } }", {}],
    ["export const config = { ...shared, hydrate: false }", { hydrate: false, configIsOpaque: true }],
    ["export const config = { [key]: false }", { configIsOpaque: true }],
    ["export const config = make({ hydrate: false })", { configIsOpaque: true }],
    ['export { config } from "./shared"', { configIsOpaque: true }],
    ['import { shared } from "./shared"; export const config = shared', { configIsOpaque: true }],
    ["export function config() {}", { configIsOpaque: true }],
    ["export const config = config", { configIsOpaque: true }],
  ])("%s", (code, expected) => {
    expect(read(code)).toMatchObject({ ...nothing, ...expected });
  });

  test.each([
    ["hydrate: !1", "config.hydrate"],
    ["hydrate: HYDRATE", "config.hydrate"],
    ["hydrate", "config.hydrate"],
    ["hydrate: 'false'", "config.hydrate"],
    ["hydrate: undefined", "config.hydrate"],
    ["hydrate: process.env.X === '1'", "config.hydrate"],
    ["hydrate() { return false }", "config.hydrate"],
    ["get hydrate() { return false }", "config.hydrate"],
    ["prerender: PRERENDER", "config.prerender"],
    ["prerender: imported", "config.prerender"],
    ["prerender: ['/a']", "config.prerender"],
    ["prerender: make()", "config.prerender"],
    ["get prerender() { return true }", "config.prerender"],
    ["prerender: unknown", "config.prerender"],
  ])("refused: %s", (property, start) => {
    const constants = "const HYDRATE = false, hydrate = false, PRERENDER = true;";
    const code = `import { imported } from "./x"; ${constants}\nexport const config = {\n  ${property},\n};`;
    const { problems, hydrate, prerender } = read(code);
    expect(problems).toEqual([
      { message: expect.stringMatching(new RegExp(`^${start} must be`)), line: 3, column: 3 },
    ]);
    expect({ hydrate, prerender }).toEqual({ hydrate: true, prerender: false });
  });

  test("destructuring is refused", () => {
    const { problems, configIsOpaque } = read("\r\n  export const é = 1, { config } = make()");
    expect(problems).toEqual([
      { message: expect.stringMatching(/^"config" is exported by destr/), line: 2, column: 23 },
    ]);
    expect(configIsOpaque).toBe(true);
  });
});
