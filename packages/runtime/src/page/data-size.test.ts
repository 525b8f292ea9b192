import { describe, expect, test } from "vitest";
import type { PageData } from "./data.ts";
import { largestKeys } from "./data-size.ts";

type Props = Record<string, unknown>;

function page(props: Props): PageData {
  return { props, query: {}, params: {}, url: "https://example.com/" };
}

describe("largestKeys", () => {
  const text = (kilobytes: number) => "x".repeat(kilobytes * 1024);

  test("nothing within the limit", () => {
    expect(largestKeys(page({ a: text(100) }))).toEqual([]);
  });

  test("the largest first, with their bytes", () => {
    const keys = largestKeys(page({ small: 1, big: text(100), bigger: text(150) }));
    expect(keys.slice(0, 2)).toEqual([
      { path: "props.bigger", bytes: 150 * 1024 + 2 },
      { path: "props.big", bytes: 100 * 1024 + 2 },
    ]);
  });

  test("goes into an object that is mostly one key, not into arrays", () => {
    const props = {
      page: { "odd key": { rows: [text(100), text(100)] }, title: "t" },
      even: { a: text(9), b: text(9) },
    };
    const paths = largestKeys(page(props)).map(({ path }) => path);
    expect(paths.slice(0, 2)).toEqual(['props.page["odd key"].rows', "props.even"]);
  });

  test("counts bytes, not characters, and survives cycles and rich values", () => {
    const loop: Props = { name: "é".repeat(10), at: new Date(0), many: new Map([["k", text(1)]]) };
    loop.loop = loop;
    const keys = largestKeys(page({ text: "é".repeat(1024), loop }), 2048);
    expect(keys.find(({ path }) => path === "props.text")?.bytes).toBe(2050);
    expect(keys.length).toBeLessThanOrEqual(5);
  });

  test("the limit is the caller's to choose", () => {
    expect(largestKeys(page({ a: "abc" }), 10)[0]).toEqual({ path: "url", bytes: 22 });
  });
});
