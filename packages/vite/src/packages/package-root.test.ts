import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isOptionalFor, isReplacedInBrowsers, packageOf } from "./package-root.ts";
import { placeOf } from "./trace.ts";

test.each([
  ["/app/node_modules/one/lib/x.js", "one", "/app/node_modules/one"],
  [
    "/app/node_modules/a/node_modules/@scope/two/x.js",
    "@scope/two",
    "/app/node_modules/a/node_modules/@scope/two",
  ],
  ["C:\\app\\node_modules\\@scope\\two\\x.js", "@scope/two", "C:/app/node_modules/@scope/two"],
  ["C:/app/node_modules/one/x.js", "one", "C:/app/node_modules/one"],
])("%s is of %s", (file, name, directory) => {
  expect(packageOf(file)).toMatchObject({ name, directory });
});

test("the app's own files are of no package", () => {
  expect(packageOf("/app/src/x.ts")).toBeUndefined();
  expect(packageOf("C:\\app\\src\\x.ts")).toBeUndefined();
});

test("only what a package says that it can do without is optional, and nothing for the app's own files", () => {
  const directory = mkdtempSync(join(tmpdir(), "bunsen-packages-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const installed = join(directory, "node_modules/one");
  mkdirSync(installed, { recursive: true });
  const manifest = {
    peerDependenciesMeta: { peer: { optional: true } },
    optionalDependencies: { "@scope/two": "1" },
  };
  writeFileSync(join(installed, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(directory, "package.json"), JSON.stringify(manifest));
  const isOptional = (file: string, specifier: string) => isOptionalFor(join(directory, file), specifier);
  expect(isOptional("node_modules/one/x.js", "peer")).toBe(true);
  expect(isOptional("node_modules/one/x.js", "@scope/two/part")).toBe(true);
  expect(isOptional("node_modules/one/x.js", "three")).toBe(false);
  expect(isOptional("src/x.ts", "peer")).toBe(false);
});

test.each([
  ["/app/node_modules/one/lib/x.js", "node_modules/one/lib/x.js"],
  ["/app/node_modules/a/node_modules/b/x.js", "node_modules/a/node_modules/b/x.js"],
  ["C:\\app\\node_modules\\one\\x.js", "node_modules/one/x.js"],
  ["C:\\app\\node_modules\\.pnpm\\one@1.0.0\\node_modules\\one\\x.js", "node_modules/one/x.js"],
])("%s is copied to %s", (file, place) => {
  expect(placeOf(file)).toBe(place);
});

test("the browser map of a package replaces single files", () => {
  const directory = mkdtempSync(join(tmpdir(), "bunsen-packages-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const installed = join(directory, "node_modules/one");
  mkdirSync(installed, { recursive: true });
  const browser = {
    "./server.js": "./server.browser.js",
    "./lib/http": "./lib/xhr.js",
    "lib/fs.js": false,
    "./util": false,
  };
  writeFileSync(join(installed, "package.json"), JSON.stringify({ browser }));
  const files = ["server.js", "lib/http.js", "lib/fs.js", "util/index.js"];
  for (const file of files) expect(isReplacedInBrowsers(join(installed, file)), file).toBe(true);
  for (const file of ["index.js", "lib/server.js"])
    expect(isReplacedInBrowsers(join(installed, file))).toBe(false);
  expect(isReplacedInBrowsers(join(directory, "server.js"))).toBe(false);
});
