import { expect, test } from "vitest";
import { mergeConfigs } from "./config.ts";

test("inner values win, and no export is changed", () => {
  const root = Object.freeze({ hydrate: false, renderTimeout: 5 });
  const page = Object.freeze({ hydrate: true });
  const configs = [
    { file: "src/pages/__root.tsx", config: root },
    { file: "src/pages/__root.server.ts", config: undefined },
    { file: "src/pages/index.tsx", config: page },
  ];
  expect(mergeConfigs(configs)).toEqual({ hydrate: true, renderTimeout: 5 });
});

test("a key that no page has is named, with the one that was meant", () => {
  const configs = [{ file: "src/pages/index.tsx", config: { hydarte: false } }];
  expect(() => mergeConfigs(configs)).toThrow(/src\/pages\/index\.tsx.*"hydarte".*"hydrate"/);
});

test.each([
  [{ renderTimeout: "5" }, /renderTimeout set to "5".*seconds/],
  [{ renderTimeout: 0 }, /renderTimeout set to 0/],
  [{ renderTimeout: 86_401 }, /renderTimeout set to 86401.*at most 86400/],
  [{ renderTimeout: 2_592_000 }, /renderTimeout set to 2592000/],
  [{ maxRequestBodyMB: -1 }, /maxRequestBodyMB set to -1.*megabytes/],
  [{ hydrate: "no" }, /hydrate set to "no"/],
  [{ prerender: ["/a"] }, /prerender set to a list/],
  [{ csrf: 0 }, /csrf set to 0/],
])("%o is refused", (config, message) => {
  expect(() => mergeConfigs([{ file: "src/pages/index.tsx", config }])).toThrow(message);
});

test.each([null, "a", 1, [], new Map([["csrf", false]]), () => ({ cachePage: true }), Promise.resolve({})])(
  "a config that is %o is refused",
  (config) => {
    expect(() => mergeConfigs([{ file: "src/pages/index.tsx", config }])).toThrow(
      /config of src\/pages\/index\.tsx is .*plain object/,
    );
  },
);

test.each([
  ["max_request_body_mb", "maxRequestBodyMB"],
  ["cache_page", "cachePage"],
  ["cache_expiry", "cacheExpiry"],
])("%s is %s here", (theirs, ours) => {
  const configs = [{ file: "src/pages/index.tsx", config: { [theirs]: 1 } }];
  expect(() => mergeConfigs(configs)).toThrow(`Did you mean "${ours}"?`);
});
