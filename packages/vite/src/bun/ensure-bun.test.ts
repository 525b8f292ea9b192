import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findBuns, isSupported } from "./ensure-bun.ts";

const root = mkdtempSync(join(tmpdir(), "bunsen-ensure-"));
afterAll(() => rmSync(root, { recursive: true }));

test.each([
  ["1.4.0", true],
  ["1.10.2", true],
  ["2.0.0", true],
  ["1.3.9", false],
  ["0.9.1", false],
])("Bun %s is supported: %j", (version, supported) => {
  expect(isSupported(version)).toBe(supported);
});

test("the project's own Bun is found where npm made a script in front of it, or nothing", () => {
  const project = join(root, "windows");
  const program = join(project, "node_modules", "bun", "bin", "bun.exe");
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, "");
  expect(findBuns(join(project, "src"), "")).toEqual([program]);
});

test("the project's own Bun comes before the one on the path", () => {
  const own = join(root, "node_modules", ".bin");
  const onPath = join(root, "bin");
  for (const directory of [own, onPath]) {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "bun"), "");
  }
  expect(findBuns(join(root, "packages", "app"), onPath)).toEqual([join(own, "bun"), join(onPath, "bun")]);
  rmSync(own, { recursive: true });
  expect(findBuns(join(root, "packages", "app"), ["", onPath].join(delimiter))).toEqual([
    join(onPath, "bun"),
  ]);
  expect(findBuns(join(root, "packages"), "")).toEqual([]);
});
