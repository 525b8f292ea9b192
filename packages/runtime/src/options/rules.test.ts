import { expect, test } from "vitest";
import { checkObject, isBoolean, isText, objectOf, rules } from "./rules.ts";

const RULES = rules({ name: isText, place: objectOf("a place", { city: isText, isHome: isBoolean }) });
const MISTAKES = {
  unknown: (file: string, path: string, suggestion: string) =>
    new Error(`${file}: unknown ${path}. ${suggestion}`),
  invalid: (file: string, path: string, shown: string, expected: string) =>
    new Error(`${file}: ${path} is ${shown}, not ${expected}`),
};
const checked = (value: unknown) => checkObject(RULES, value, "a.ts", MISTAKES);

test.each([
  {},
  { name: "a" },
  { name: undefined, place: undefined },
  { place: { city: "b", isHome: false } },
  Object.assign(Object.create(null), { name: "a" }),
])("%o passes", (value) => {
  expect(() => checked(value)).not.toThrow();
});

test.each([
  [{ nmae: "a" }, 'a.ts: unknown nmae. Did you mean "name"?'],
  [{ NAME: "a" }, 'a.ts: unknown NAME. Did you mean "name"?'],
  [{ toString: 1 }, "a.ts: unknown toString. Known are name, place."],
  [JSON.parse('{ "__proto__": {} }'), "a.ts: unknown __proto__. Known are name, place."],
  [{ name: null }, "a.ts: name is null, not a string"],
  [{ place: "b" }, 'a.ts: place is "b", not a place'],
  [{ place: Promise.resolve({}) }, "a.ts: place is an instance of Promise, not a place"],
  [{ place: { is_home: true } }, 'a.ts: unknown place.is_home. Did you mean "isHome"?'],
  [{ place: { isHome: 1 } }, "a.ts: place.isHome is 1, not true or false"],
  [[], "a.ts:  is a list (), not a plain object"],
  [new Map(), "a.ts:  is an instance of Map, not a plain object"],
])("%o is refused", (value, message) => {
  expect(() => checked(value)).toThrow(message);
});
