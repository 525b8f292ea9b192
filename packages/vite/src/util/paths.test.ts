import { expect, test } from "vitest";
import { fileSystemPath, slashed } from "./paths.ts";

test("paths of Windows get forward slashes, and others stay as they are", () => {
  expect(slashed("C:\\app\\src\\pages\\x.tsx")).toBe("C:/app/src/pages/x.tsx");
  expect(slashed("/app/src/pages/x.tsx")).toBe("/app/src/pages/x.tsx");
});

test.each([
  [["app", "src", "x.ts"], "/app/src/x.ts"],
  [["C:", "app", "x.ts"], "C:/app/x.ts"],
])("%j is %s", (segments, path) => {
  expect(fileSystemPath(segments)).toBe(path);
});
