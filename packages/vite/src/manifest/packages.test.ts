import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ModuleNames } from "./names.ts";
import { Packages } from "./packages.ts";

const root = mkdtempSync(join(tmpdir(), "bunsen-packages-"));
afterAll(() => rmSync(root, { recursive: true }));

const FILES = {
  "app/package.json": '{ "name": "app" }',
  "app/src/package.json": '{ "type": "module" }',
  "lib/package.json":
    '{ "name": "@own/lib", "version": "1.0.0", "licenses": [{ "type": "MIT" }, { "type": "ISC" }] }',
  "app/node_modules/@scope/one/package.json":
    '{ "name": "@scope/one", "version": "2.0.0", "license": "MIT" }',
  "app/node_modules/@scope/one/esm/package.json": '{ "name": "inner" }',
  "app/node_modules/broken/package.json": "{",
};
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const names = new ModuleNames(new Packages(join(root, "app")), join(root, "app"));

test.each([
  ["/app/src/a.ts", "app@0.0.0/src/a.ts"],
  ["/lib/src/b.ts", "@own/lib@1.0.0/src/b.ts"],
  ["/app/node_modules/@scope/one/esm/c.js", "@scope/one@2.0.0/esm/c.js"],
  ["/app/node_modules/broken/d.js", "broken@0.0.0/d.js"],
  ["/app/src/e.svg?react", "app@0.0.0/src/e.svg?react"],
])("%s is %s", (file, name) => {
  expect(names.of(root + file).full).toBe(name);
});

test("made-up modules belong to who made them, and name no place", () => {
  expect(names.of("\0virtual:bunsen/app").full).toMatch(/^@bunsen\/vite@[\d.]+\/virtual:bunsen\/app$/);
  expect(names.of(`\0virtual:icons?from=${root}/app/src/x`).full).toBe("app@0.0.0/virtual:icons?from=src/x");
  expect(names.of(`\0${root}/lib/b.js?commonjs`).full).toBe("@own/lib@1.0.0/b.js?commonjs");
});

test("licences are read in their old form, too", () => {
  expect(names.of(`${root}/lib/src/b.ts`).package.license).toBe("(MIT OR ISC)");
  expect(names.of(`${root}/app/node_modules/@scope/one/c.js`).package.license).toBe("MIT");
});

test("an app whose package.json says nothing has a name nevertheless", () => {
  const packages = new Packages("/nowhere/at/all");
  expect(new ModuleNames(packages, "/nowhere/at/all").of("/nowhere/at/all/src/a.ts").full).toBe(
    "app@0.0.0/src/a.ts",
  );
});
