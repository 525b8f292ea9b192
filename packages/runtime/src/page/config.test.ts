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
