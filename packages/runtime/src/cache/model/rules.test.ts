import { expect, test } from "vitest";
import { checkObject, rules as rulesOf } from "../../options/rules.ts";
import { CONFIG_CACHE_RULES, isTag, RETURNED_CACHE_RULES } from "./rules.ts";

const accepts = (rules: typeof CONFIG_CACHE_RULES | typeof RETURNED_CACHE_RULES, values: object): boolean => {
  const mistake = () => new Error("refused");
  try {
    checkObject(rulesOf<string>(rules), values, "page.tsx", { unknown: mistake, invalid: mistake });
    return true;
  } catch {
    return false;
  }
};

const SECONDS_GOOD = [undefined, 0, 0.5, 60, 315_360_000];
const SECONDS_BAD = [-1, 315_360_001, Number.NaN, Number.POSITIVE_INFINITY, "60", null, 60n, {}];
const TAGS_GOOD = [undefined, [], ["a"], ["a".repeat(256)], Array(128).fill("a")];
const TAGS_BAD = ["a", null, [""], ["a".repeat(257)], ["\ud800"], [1], Array(129).fill("a"), { 0: "a" }];

test.each([
  ["config", CONFIG_CACHE_RULES],
  ["returned", RETURNED_CACHE_RULES],
] as const)("%s: seconds and tags", (_, rules) => {
  for (const value of SECONDS_GOOD) {
    expect(accepts(rules, { cacheExpiry: value, cacheStale: value }), String(value)).toBe(true);
  }
  for (const value of SECONDS_BAD) {
    expect(accepts(rules, { cacheExpiry: value }), String(value)).toBe(false);
    expect(accepts(rules, { cacheStale: value }), String(value)).toBe(false);
  }
  for (const value of TAGS_GOOD) expect(accepts(rules, { cacheTags: value })).toBe(true);
  for (const value of TAGS_BAD)
    expect(accepts(rules, { cacheTags: value }), JSON.stringify(value)).toBe(false);
});

test("who may use the cache: a function only in the config, and nothing that is merely truthy", () => {
  for (const value of [undefined, true, false]) {
    expect(accepts(CONFIG_CACHE_RULES, { cachePage: value })).toBe(true);
    expect(accepts(RETURNED_CACHE_RULES, { cachePage: value })).toBe(true);
  }
  expect(accepts(CONFIG_CACHE_RULES, { cachePage: () => true })).toBe(true);
  expect(accepts(RETURNED_CACHE_RULES, { cachePage: () => true })).toBe(false);
  for (const value of [null, 0, 1, "true", "false", {}, []]) {
    expect(accepts(CONFIG_CACHE_RULES, { cachePage: value })).toBe(false);
    expect(accepts(RETURNED_CACHE_RULES, { cachePage: value })).toBe(false);
  }
});

test.each([
  [{ cacheQuery: [] }, true],
  [{ cacheQuery: ["page", "a[]", "ü"] }, true],
  [{ cacheQuery: [""] }, false],
  [{ cacheQuery: "page" }, false],
  [{ cacheQuery: Array(101).fill("a") }, false],
  [{ cacheVary: ["Accept-Language", "cookie:theme"] }, true],
  [{ cacheVary: ["cookie"] }, false],
  [{ cacheVary: ["accept-language", "Authorization"] }, false],
  [{ cacheVary: "accept-language" }, false],
  [{ cacheVary: Array(17).fill("a") }, false],
])("%j: %j", (config, isGood) => {
  expect(accepts(CONFIG_CACHE_RULES, config)).toBe(isGood);
});

test.each([[""], ["a".repeat(257)], ["\udc00"], [undefined], [1]])("%j is no tag", (value) => {
  expect(isTag(value)).toBe(false);
});
