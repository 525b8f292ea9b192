import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseHttpDate } from "./http-date.ts";

const NOW = Date.UTC(2026, 0, 1);

describe("parseHttpDate", () => {
  it("reads the three formats that RFC 9110 names", () => {
    for (const text of [
      "Sun, 06 Nov 1994 08:49:37 GMT",
      "Sunday, 06-Nov-94 08:49:37 GMT",
      "Sun Nov  6 08:49:37 1994",
    ]) {
      expect(parseHttpDate(text, NOW), text).toBe(784111777);
    }
  });

  it("puts a two-digit year at most 50 years ahead", () => {
    expect(parseHttpDate("Sunday, 06-Nov-76 08:49:37 GMT", NOW)).toBe(
      Date.UTC(2076, 10, 6, 8, 49, 37) / 1000,
    );
    expect(parseHttpDate("Sunday, 06-Nov-77 08:49:37 GMT", NOW)).toBe(
      Date.UTC(1977, 10, 6, 8, 49, 37) / 1000,
    );
  });

  it("reads what toUTCString prints", () => {
    const seconds = fc.integer({ min: 0, max: 253402300799 });
    fc.assert(
      fc.property(seconds, (value) => {
        expect(parseHttpDate(new Date(value * 1000).toUTCString(), NOW)).toBe(value);
      }),
    );
  });

  it("takes a leap second for the second before it", () => {
    expect(parseHttpDate("Sat, 31 Dec 2016 23:59:60 GMT", NOW)).toBe(
      Date.UTC(2016, 11, 31, 23, 59, 59) / 1000,
    );
  });

  test.each([
    "",
    "0",
    "now",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    "Sun, 06 Nov 1994 08:49:37 UTC",
    "Sun, 06 Nov 1994 08:49:37 +0000",
    "Sun, 6 Nov 1994 08:49:37 GMT",
    "sun, 06 nov 1994 08:49:37 gmt",
    "Sun, 31 Feb 1994 08:49:37 GMT",
    "Sun, 00 Nov 1994 08:49:37 GMT",
    "Sun, 32 Jan 1994 08:49:37 GMT",
    "Sun, 06 Foo 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 1994 08:60:00 GMT",
    "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 GMT          ",
  ])("%j is no date", (text) => {
    expect(parseHttpDate(text, NOW)).toBeUndefined();
  });
});
