import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ResolvedConfig } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { postcssTailwind } from "./postcss-tailwind.ts";

type Postcss = ResolvedConfig["css"]["postcss"];

function write(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "postcss-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ "package.json": '{ "workspaces": ["app"] }', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  mkdirSync(join(root, "app"), { recursive: true });
  return root;
}

function find(files: Record<string, string>, css: Partial<ResolvedConfig["css"]> = {}): string | undefined {
  const root = write(files);
  const postcss = typeof css.postcss === "string" ? join(root, css.postcss) : css.postcss;
  const found = postcssTailwind({ ...css, postcss } as ResolvedConfig["css"], join(root, "app"));
  return found?.startsWith(root) ? found.slice(root.length + 1) : found;
}

test.each([
  ["postcss.config.js", "export default { plugins: { tailwindcss: {} } };"],
  ["app/postcss.config.cjs", 'module.exports = { plugins: [require("tailwindcss")] };'],
  ["app/postcss.config.mjs", 'export default { plugins: { "@tailwindcss/postcss": {} } };'],
  ["app/.postcssrc", '{ "plugins": { "tailwindcss": {} } }'],
  ["app/.postcssrc.json", '{ "plugins": { "tailwindcss": {} } }'],
  ["app/.postcssrc.yml", "plugins:\n  tailwindcss: {}\n"],
  ["app/.postcssrc.mts", 'import tailwindcss from "tailwindcss";'],
  ["app/package.json", '{ "postcss": { "plugins": { "tailwindcss": {} } } }'],
  ["package.json", '{ "workspaces": ["app"], "postcss": { "plugins": { "@tailwindcss/postcss": {} } } }'],
])("%s with Tailwind is found", (name, text) => {
  expect(find({ [name]: text })).toBe(name);
});

test.each([
  ["app/postcss.config.js", "export default { plugins: { autoprefixer: {} } };"],
  ["app/postcss.config.js", "// tailwindcss is built in\nexport default { plugins: {} };"],
  ["app/postcss.config.js", 'export default { plugins: { "postcss-tailwindcss-dark": {} } };'],
  ["app/postcss.config.json", '{ "plugins": { "tailwindcss": {} } }'],
  ["app/.postcssrc.yaml", "# tailwindcss: {}\nplugins: {}\n"],
  ["app/tailwind.config.js", 'import "tailwindcss";'],
  ["app/package.json", '{ "devDependencies": { "tailwindcss": "3" } }'],
])("%s with %j is left alone", (name, text) => {
  expect(find({ [name]: text })).toBeUndefined();
});

test("the nearest config decides, in a directory that of package.json, and an empty file is none", () => {
  const tailwind = "export default { plugins: { tailwindcss: {} } };";
  const other = '{ "plugins": { "autoprefixer": {} } }';
  expect(find({ "postcss.config.js": tailwind, "app/.postcssrc": other })).toBeUndefined();
  expect(
    find({ "app/postcss.config.js": tailwind, "app/package.json": `{ "postcss": ${other} }` }),
  ).toBeUndefined();
  expect(find({ "app/postcss.config.js": tailwind, "app/.postcssrc": " \n" })).toBe("app/postcss.config.js");
});

test("css.postcss of Vite's config is a directory to search from, or the config itself", () => {
  const files = { "styles/postcss.config.js": "export default { plugins: { tailwindcss: {} } };" };
  expect(find(files, { postcss: "styles" as Postcss })).toBe("styles/postcss.config.js");
  expect(find(files, { postcss: { plugins: [{ postcssPlugin: "tailwindcss" }] } })).toBe("css.postcss");
  expect(find(files, { postcss: { plugins: [{ postcssPlugin: "autoprefixer" }] } })).toBeUndefined();
});

test("Lightning CSS reads no PostCSS config", () => {
  expect(
    find({ "app/.postcssrc": '{ "plugins": { "tailwindcss": {} } }' }, { transformer: "lightningcss" }),
  ).toBeUndefined();
});
