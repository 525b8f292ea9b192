import { sep } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { safeJoin } from "./safe-join.ts";

test("names below the directory are joined", () => {
  expect(safeJoin("/data", "a.txt")).toBe("/data/a.txt");
  expect(safeJoin("/data", "a/b", "c..d")).toBe("/data/a/b/c..d");
  expect(safeJoin("/", "etc")).toBe("/etc");
});

test.each(["..", "../x", "a/../../x", "a/..", "/etc/passwd", "C:/x", "a\\..\\b", "a\0b", "a\nb", "", "."])(
  "%j is refused",
  (name) => {
    expect(() => safeJoin("/data", name)).toThrow(TypeError);
  },
);

test("no name leaves the directory", () => {
  const piece = fc.constantFrom("..", ".", "/", "\\", "a", "%2e", "\0", " ");
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      let joined: string | undefined;
      try {
        joined = safeJoin("/data/files", pieces.join(""));
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }
      if (joined !== undefined) expect(joined.startsWith(`/data/files${sep}`)).toBe(true);
    }),
  );
});
