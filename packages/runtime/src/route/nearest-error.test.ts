import { expect, test } from "vitest";
import type { ErrorRoute, PageRoute } from "../contract/route-table.ts";
import { nearestError } from "./nearest-error.ts";
import { parsePattern } from "./pattern.ts";

const error = (directory: string, group?: string): ErrorRoute => ({
  kind: "error",
  id: `${directory}/404`,
  status: 404,
  segments: directory === "" ? [] : parsePattern(directory),
  file: `src/pages/${group ?? ""}${directory}/404.tsx`,
  ...(group !== undefined && { group: `src/pages/${group}` }),
  wrappers: [],
});

const page = (id: string, file: string): PageRoute => ({
  kind: "page",
  id,
  segments: parsePattern(id),
  file: `src/pages/${file}`,
  wrappers: [],
});

const top = error("");
const shop = error("/shop");
const group = error("", "(app)");
const inGroup = error("/shop", "(app)");
const inner = error("/shop", "(app)/shop/(inner)");
const ALL = [top, shop, group, inGroup, inner];

test.each([
  ["its own directory", page("/shop/[id]", "shop/[id].tsx"), shop],
  ["a directory above", page("/blog/x", "blog/x.tsx"), top],
  ["its group", page("/x", "(app)/x.tsx"), group],
  ["a directory in its group", page("/shop/x", "(app)/shop/x.tsx"), inGroup],
  ["the innermost group", page("/shop/y", "(app)/shop/(inner)/y.tsx"), inner],
  ["no other group", page("/y", "(app-two)/y.tsx"), top],
])("a page uses the error page of %s", (_title, route, expected) => {
  expect(nearestError(ALL, 404, route)).toBe(expected);
  expect(nearestError(ALL.toReversed(), 404, route)).toBe(expected);
});

test("the group's own comes before one outside that lies on a longer path", () => {
  expect(nearestError([top, shop, group], 404, page("/shop/x", "(app)/shop/x.tsx"))).toBe(group);
});

test("what belongs to no route uses none of a group", () => {
  expect(nearestError([group], 404, undefined)).toBeUndefined();
  expect(nearestError(ALL, 404, undefined)).toBe(top);
});
