import { expect, test } from "vitest";
import { packageOf } from "./package-root.ts";
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

test.each([
  ["/app/node_modules/one/lib/x.js", "node_modules/one/lib/x.js"],
  ["/app/node_modules/a/node_modules/b/x.js", "node_modules/a/node_modules/b/x.js"],
  ["C:\\app\\node_modules\\one\\x.js", "node_modules/one/x.js"],
  ["C:\\app\\node_modules\\.pnpm\\one@1.0.0\\node_modules\\one\\x.js", "node_modules/one/x.js"],
])("%s is copied to %s", (file, place) => {
  expect(placeOf(file)).toBe(place);
});
