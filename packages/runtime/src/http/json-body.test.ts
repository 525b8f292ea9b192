import { describe, expect, test } from "vitest";
import { parseJson } from "./json-body.ts";

/** What a careless library does with a value from outside. */
function merge(target: Record<string, unknown>, source: object): Record<string, unknown> {
  for (const [key, value] of Object.entries(source)) {
    const known = target[key];
    const isObject = typeof value === "object" && value !== null;
    if (isObject && known !== undefined) merge(known as Record<string, unknown>, value);
    else target[key] = value;
  }
  return target;
}

const POLLUTED = '{"polluted":1}';

describe("keys that lead to a prototype", () => {
  test.each([
    `{"__proto__":${POLLUTED}}`,
    `{"\\u005f_proto__":${POLLUTED}}`,
    `{"\\u005F\\u005fpro\\u0074o__":${POLLUTED}}`,
    `{"a":[{"b":{"__prot\\u006f__":${POLLUTED}}}]}`,
    `{"constructor":{"prototype":${POLLUTED}}}`,
    `{"\\u0063onstructor":{"pr\\u006ftotype":${POLLUTED}}}`,
    `{"a":{"constructor":{"name":1,"prototype":${POLLUTED}}}}`,
    `{"constructor":1,"constructor":{"prototype":${POLLUTED}}}`,
  ])("%s", (text) => {
    const value = parseJson(text) as object;
    const copy = Object.assign({}, value, ...Object.values(value));
    expect(JSON.stringify(value)).not.toContain("polluted");
    expect(copy.polluted).toBeUndefined();
    merge({ a: {} }, value);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test("and what only looks like one stays", () => {
    for (const value of [
      { text: '"prototype" and __proto__ and \u0001' },
      { constructor: "Adam", prototype: { wheels: 4 } },
      [{ constructor: null }, { constructor: { name: "Adam" } }, ["__proto__"]],
    ]) {
      expect(parseJson(JSON.stringify(value))).toEqual(value);
    }
  });
});

describe("depth", () => {
  const arrays = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
  const mixed = (levels: number) => `${'[{"a":['.repeat(levels / 3)}"]"${"]}]".repeat(levels / 3)}`;

  test.each([10_001, 100_000, 3_000_000])("%i levels are a 400", (levels) => {
    for (const text of [
      arrays(levels),
      objects(levels),
      mixed(levels + 2),
      arrays(levels).slice(0, levels),
    ]) {
      expect(() => parseJson(text)).toThrow(expect.objectContaining({ status: 400 }));
    }
  });

  test("10,000 levels are none too many, prototype keys or not", () => {
    expect(JSON.stringify(parseJson(arrays(10_000)))).toBe(arrays(10_000));
    const polluted = `${'{"a":'.repeat(9_999)}{"__proto__":1}${"}".repeat(9_999)}`;
    expect(JSON.stringify(parseJson(polluted))).toBe(objects(10_000).replace('{"a":1}', "{}"));
  });

  test("brackets in strings are no levels", () => {
    for (const string of [
      "[".repeat(30_000),
      '\\"['.repeat(20_000),
      "\\\\",
      '"]'.repeat(10),
      `${"\\".repeat(999)}"{`,
    ]) {
      const value = Array.from({ length: 5 }, () => ({ [string]: [string, "[{".repeat(20_000)] }));
      expect(parseJson(JSON.stringify(value))).toEqual(value);
    }
  });
});

test("what is not JSON is a 400, whatever its length", () => {
  for (const text of [
    "{",
    "\ufeff{}",
    '"',
    `"${"x".repeat(50_000)}`,
    `"${"\\".repeat(50_001)}"`,
    "\ud800",
    "1e",
  ]) {
    expect(() => parseJson(text), text.slice(0, 9)).toThrow(expect.objectContaining({ status: 400 }));
  }
  expect([parseJson(""), parseJson("1e999"), parseJson('{"a":1,"a":2}')]).toEqual([
    undefined,
    Infinity,
    { a: 2 },
  ]);
});
