import { afterEach, describe, expect, test, vi } from "vitest";
import { millisecondsLeft } from "./freshness.ts";

afterEach(() => {
  vi.useRealTimers();
});

const NOW = 1_000_000_000;

describe("the milliseconds left of a page", () => {
  test.each([
    ["began now", NOW, 3000],
    ["began a second ago", NOW - 1000, 2000],
    ["is over", NOW - 5000, -2000],
    ["began on a clock that is a little ahead", NOW + 10_000, 3000],
    ["began on a clock that is ahead", NOW + 10_001, 0],
    ["began on a clock that is a year ahead", NOW + 31_536_000_000, 0],
    ["began at no time", Number.NaN, 0],
  ])("whose render %s", (_, renderedAt, left) => {
    vi.useFakeTimers({ now: NOW });
    expect(millisecondsLeft({ fresh: 2, stale: 1, renderedAt })).toBe(left);
  });
});
