import { expect, test } from "vitest";
import { cacheSettings } from "./settings.ts";

test("says what the config does, in units of people", () => {
  const values = {
    cachePage: true,
    cacheExpiry: 90,
    cacheStale: 7200,
    cacheTags: [],
    cacheQuery: ["a", "b"],
  };
  expect(cacheSettings({ values })).toEqual([
    { name: "cached", value: "yes" },
    { name: "expiry", value: "90 s" },
    { name: "stale", value: "2 h" },
    { name: "tags", value: "none" },
    { name: "query", value: "a, b" },
  ]);
});

test("says where only running it would tell, and nothing where there is nothing", () => {
  expect(cacheSettings({ values: { cacheExpiry: 0 }, atRunTime: ["*", "cachePage"] })).toEqual([
    { name: "cached", value: "decided at run time" },
    { name: "expiry", value: "0 s" },
    { name: "config", value: "decided at run time" },
  ]);
  expect(cacheSettings(undefined)).toEqual([]);
  expect(cacheSettings({ values: { hydrate: false } })).toEqual([]);
});

test("whatever a config holds by mistake is shown as it is", () => {
  const values = { cacheExpiry: "soon", cacheTags: { a: 1 }, cacheVary: [1] };
  expect(cacheSettings({ values }).map(({ value }) => value)).toEqual(["soon", '{"a":1}', "1"]);
});
