import { expect, test } from "vitest";
import { importsOf, isDocument } from "./document.ts";

test.each([
  ["src/pages/post.mdx", true],
  ["src/pages/post.md", true],
  ["src/pages/post.tsx", false],
  ["src/pages/post.mjs", false],
])("%s", (file, expected) => {
  expect(isDocument(file)).toBe(expected);
});

test("finds imports where MDX has them", () => {
  const text = `---
title: import x from "frontmatter"
---
import Chart from "../chart"
import {
  Anchor,
  Bell as Ring,
} from 'lucide-react';
import "./post.css";
import * as all from "all";
export { x } from "exported";

import duty is not "an import", nor is it in text: import y from "text".
import again from "all";
`;
  expect(importsOf(text)).toEqual(["../chart", "lucide-react", "./post.css", "all"]);
});

test("takes time in proportion to the text", () => {
  expect(importsOf("import ".repeat(50_000))).toEqual([]);
  expect(importsOf(`import ${"a ".repeat(100_000)}`)).toEqual([]);
});
