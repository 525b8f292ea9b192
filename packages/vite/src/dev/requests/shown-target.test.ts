import { expect, test } from "vitest";
import { shownTarget } from "./shown-target.ts";

test.each([
  ["/", "/"],
  ["/a%20b?", "/a%20b"],
  ["/search?q=secret&page=2&q=more", "/search?q&page"],
  ["/x?%3Cb%3E=1", "/x?<b>"],
  ["/x?=secret", "/x"],
])("%s is shown as %s", (target, shown) => expect(shownTarget(target)).toBe(shown));

test("what is long is cut, so that neither a token nor a flood is kept", () => {
  expect(shownTarget(`/x?${"t".repeat(500)}`)).toBe(`/x?${"t".repeat(16)}…`);
  expect(shownTarget(`/${"p".repeat(9000)}`).length).toBeLessThan(200);
  const many = Array.from({ length: 50 }, (_, index) => `n${index}=1`).join("&");
  expect(shownTarget(`/x?${many}`)).toBe("/x?n0&n1&n2&n3&n4&n5&n6&n7&…");
});
