import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { isPlainObject } from "./plain-object.ts";

class Point {
  x = 1;
}

test.each([{}, { a: 1 }, Object.create(null), JSON.parse("{}"), runInNewContext("({ a: 1 })")])(
  "%o is one",
  (value) => {
    expect(isPlainObject(value)).toBe(true);
  },
);

test.each([
  undefined,
  null,
  "text",
  1,
  true,
  () => ({}),
  [],
  new Map(),
  new Date(),
  new Error("no"),
  Promise.resolve({}),
  new Point(),
  new Headers(),
])("%o is none", (value) => {
  expect(isPlainObject(value)).toBe(false);
});
