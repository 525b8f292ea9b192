import { expect, test } from "vitest";
import { suggest } from "./suggest.ts";

test.each([
  ["tailwnd", "tailwind"],
  ["pagesDir", undefined],
  ["REACT", "react"],
  ["xyz", undefined],
])("%j is near to %j", (name, near) => {
  expect(suggest(name, ["react", "tailwind", "pagesDirectory"])).toBe(near);
});
