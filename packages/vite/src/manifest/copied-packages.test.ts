import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { copiedPackages } from "./copied-packages.ts";
import { listPackages } from "./modules.ts";
import { ModuleNames } from "./names.ts";
import { Packages } from "./packages.ts";

const build = mkdtempSync(join(tmpdir(), "bunsen-copied-"));
afterAll(() => rmSync(build, { recursive: true }));

test("packages that are files of the build are listed with their sizes, nested ones on their own", () => {
  const one = '{ "name": "one", "version": "1.0.0", "license": "MIT" }';
  const two = '{ "name": "@scope/two", "version": "2.0.0" }';
  const files = {
    "server/node_modules/one/package.json": one,
    "server/node_modules/one/lib/addon.node": "x".repeat(1000),
    "server/node_modules/one/node_modules/@scope/two/package.json": two,
    "server/node_modules/@scope/two/package.json": two,
    "server/node_modules/.bin/tool": "",
    "server/node_modules/nameless/index.js": "",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(build, path)), { recursive: true });
    writeFileSync(join(build, path), text);
  }
  const listed = listPackages([], new ModuleNames(new Packages(build), build), copiedPackages(build));
  const twoFiles = { path: "server/node_modules/@scope/two", bytes: two.length };
  expect(listed).toEqual([
    {
      name: "@scope/two",
      version: "2.0.0",
      files: [twoFiles, { path: "server/node_modules/one/node_modules/@scope/two", bytes: two.length }],
      modules: [],
    },
    {
      name: "one",
      version: "1.0.0",
      license: "MIT",
      files: [{ path: "server/node_modules/one", bytes: 1000 + one.length }],
      modules: [],
    },
  ]);
  expect(copiedPackages(join(build, "nowhere"))).toEqual([]);
});
