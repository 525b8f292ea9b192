import { expect, test } from "vitest";
import { deepPath, keyPath } from "./key-path.ts";

test("keys are written as in code", () => {
  expect(["name", "odd key", "", "$_9", "9", 9].map(keyPath)).toEqual([
    ".name",
    '["odd key"]',
    '[""]',
    ".$_9",
    '["9"]',
    "[9]",
  ]);
});

test("the beginning of the path is found, whatever leads on", () => {
  let deep: unknown = "end";
  for (let level = 0; level < 200_000; level++) deep = level % 2 === 0 ? [deep] : { next: deep };
  expect(deepPath({ flat: [1, { a: 2 }], props: { tree: deep } })).toBe(".props.tree.next[0].next…");
  expect(deepPath({ map: new Map([["key", new Set([deep])]]) })).toBe(".map[0][0].next[0]…");
});

test("circles and shared values are not deep", () => {
  const circle: Record<string, unknown> = { list: [1] };
  circle.self = circle;
  circle.others = [circle, circle];
  expect(deepPath(circle)).toBe("");
});
