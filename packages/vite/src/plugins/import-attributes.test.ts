import { expect, test } from "vitest";
import { PluginContext } from "../context/plugin-context.ts";
import { importAttributesPlugin } from "./import-attributes.ts";

function transform(code: string, consumer = "client"): string | undefined {
  const context = new PluginContext({});
  context.config = { root: "/app" } as never;
  const { transform } = importAttributesPlugin(context) as {
    transform: { handler(this: unknown, code: string, id: string): { code: string } | null };
  };
  const environment = { config: { consumer } };
  return transform.handler.call({ environment }, code, "/app/src/a.ts")?.code;
}

test("text is asked for as Vite knows it", () => {
  expect(transform('import a from "./a.md" with { type: "text" };\n')).toBe('import a from "./a.md?raw";\n');
  expect(transform('export { default } from "./a.md" with { "type": "text" }\n')).toBe(
    'export { default } from "./a.md?raw"\n',
  );
});

test("JSON stays what it is", () => {
  expect(transform('import a from "./a.json" with { type: "json" };\n')).toBeUndefined();
});

test.each(["file", "bytes"])("%s is loaded on the server", (type) => {
  const code = transform(`import a from "./a.bin" with { type: "${type}" };\n`, "server");
  expect(code).toMatch(
    /^import \{ file\w+ as .*; const a = .*\(new URL\("\.\/a\.bin", import\.meta\.url\)\);\n$/,
  );
});

test.each([
  'import { a } from "./a.bin" with { type: "file" };',
  'import a from "a/a.bin" with { type: "bytes" };',
  'import a from "./a.bin" with { type: "constructor" };',
  'export { default } from "./a.bin" with { type: "file" };',
])("%s is refused on the server, too", (code) => {
  expect(() => transform(`\n${code}\n`, "server")).toThrow(/src\/a\.ts:2 imports .*\[IMPORT_ATTRIBUTE\]/s);
});

test.each([
  'import a from "./a.md" with { type: "file" };',
  'import a from "./a.bin" with { type: "bytes" };',
  'import a from "./a.md" with { type: "json" };',
  'import a from "./a.json" with { type: "json", lazy: "yes" };',
])("%s is refused with its place", (code) => {
  expect(() => transform(`\n${code}\n`)).toThrow(/src\/a\.ts:2 imports .*\[IMPORT_ATTRIBUTE\]/s);
});

test("import() takes text and JSON as well", () => {
  expect(transform('const a = await import("./a.md", { with: { type: "text" } });\n')).toBe(
    'const a = await import("./a.md?raw");\n',
  );
  expect(transform('await import("./a.json", { with: { type: "json" } });\n')).toBeUndefined();
});

test.each([
  'await import("./a.bin", { with: { type: "bytes" } });',
  'await import("./a.bin", { "with": { type: "file" } });',
  'await import("./a.yaml", { with: { type: "nonsense" } });',
  'await import(name, { with: { type: "text" } });',
  'await import("./a.md", { with: attributes });',
])("%s is refused on both sides", (code) => {
  for (const consumer of ["client", "server"])
    expect(() => transform(`\n${code}\n`, consumer)).toThrow(/src\/a\.ts:2 imports .*\[IMPORT_ATTRIBUTE\]/s);
});
