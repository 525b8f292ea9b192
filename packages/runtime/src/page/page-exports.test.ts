import { expect, test } from "vitest";
import { mistakenExports } from "./page-exports.ts";

test.each([
  ["html_props", "htmlProps"],
  ["HTMLProps", "htmlProps"],
  ["htmlPorps", "htmlProps"],
  ["Meta", "meta"],
  ["metas", "meta"],
  ["head", "Head"],
  ["Config", "config"],
  ["confg", "config"],
  ["metadata", "meta"],
  ["generateMetadata", "meta"],
])("%s is taken for %s", (name, meant) => {
  expect(mistakenExports(["default", name])).toEqual([{ name, meant }]);
});

test.each([
  "default",
  "meta",
  "Head",
  "htmlProps",
  "config",
  "Header",
  "Heading",
  "data",
  "beta",
  "toString",
])("%s may be meant", (name) => {
  expect(mistakenExports([name])).toEqual([]);
});
