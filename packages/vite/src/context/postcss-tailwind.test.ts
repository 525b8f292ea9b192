import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { postcssTailwind } from "./postcss-tailwind.ts";

function find(name: string, text: string): string | undefined {
  const root = mkdtempSync(join(tmpdir(), "postcss-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "app"));
  writeFileSync(join(root, "package.json"), '{ "workspaces": ["app"] }');
  writeFileSync(join(root, name), text);
  return postcssTailwind(join(root, "app"))?.slice(root.length + 1);
}

test.each([
  ["postcss.config.js", "export default { plugins: { tailwindcss: {} } };"],
  ["app/postcss.config.cjs", 'module.exports = { plugins: [require("tailwindcss")] };'],
  ["app/postcss.config.mjs", 'export default { plugins: { "@tailwindcss/postcss": {} } };'],
  ["app/.postcssrc.json", '{ "plugins": { "tailwindcss": {} } }'],
])("%s with Tailwind is found", (name, text) => {
  expect(find(name, text)).toBe(name);
});

test.each([
  ["app/postcss.config.js", "export default { plugins: { autoprefixer: {} } };"],
  ["app/postcss.config.js", "// tailwindcss is built in\nexport default { plugins: {} };"],
  ["app/postcss.config.js", 'export default { plugins: { "postcss-tailwindcss-dark": {} } };'],
  ["app/tailwind.config.js", 'import "tailwindcss";'],
])("%s with %j is left alone", (name, text) => {
  expect(find(name, text)).toBeUndefined();
});
