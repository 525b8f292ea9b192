import fc from "fast-check";
import { expect, test } from "vitest";
import { cpuTime } from "../../util/cpu-time.test-support.ts";
import { ownTerms } from "./own-terms.ts";

test.each<[string | null, number | undefined, number | undefined]>([
  [null, undefined, undefined],
  ["", undefined, undefined],
  ["public", undefined, undefined],
  ["max-age=60", 60, undefined],
  ["MAX-AGE=60", 60, undefined],
  ['max-age="60"', 60, undefined],
  ["max-age=0060", 60, undefined],
  ["public, s-maxage=60, stale-while-revalidate=30", 60, 30],
  ["s-maxage=60, max-age=5", 60, undefined],
  ["max-age=5 , s-maxage=60", 60, undefined],
  ["s-maxage=0, max-age=5", 0, undefined],
  ["max-age=60, stale-while-revalidate=30, must-revalidate", 60, 0],
  ["proxy-revalidate, max-age=60, stale-while-revalidate=30", 60, 0],
  ["stale-while-revalidate=30", undefined, 30],
  // No number of seconds: old at once (RFC 9111 §4.2.1).
  ["max-age", 0, undefined],
  ["max-age=", 0, undefined],
  ["max-age =60", 0, undefined],
  ["max-age= 60", 0, undefined],
  ["max-age=-1", 0, undefined],
  ["max-age='60'", 0, undefined],
  ["max-age=60.5", 0, undefined],
  ["max-age=1e9", 0, undefined],
  ["max-age=0x10", 0, undefined],
  ["max-age=a, s-maxage=b, stale-while-revalidate=c", 0, 0],
  // The smallest of several.
  ["max-age=60, max-age=30", 30, undefined],
  ["max-age=30, max-age=60", 30, undefined],
  ["max-age=30, max-age=x", 0, undefined],
  // What is in quotes is no directive.
  ['x="max-age=60"', undefined, undefined],
  ['x="a, max-age=60, b", max-age=5', 5, undefined],
  ['x="\\", max-age=60, \\"", max-age=5', 5, undefined],
  ['"public", max-age=60', 60, undefined],
  ['="", max-age=60', 60, undefined],
  ["x-max-age=60", undefined, undefined],
  ["max-age=60; s-maxage=5", 0, undefined],
  ["max-age=99999999999999999999", 315_360_000, undefined],
  [", ,max-age=60,, ", 60, undefined],
])("%j: fresh for %d, stale for %d", (header, fresh, stale) => {
  expect(ownTerms(header)).toEqual({ fresh, stale });
});

test("anything is read, to numbers of seconds that can be kept, in no time", () => {
  const piece = fc.constantFrom(
    ...'max-age s-maxage = , " \\ 60 0 ; \t x stale-while-revalidate'.split(" "),
    " ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      for (const seconds of Object.values(ownTerms(pieces.join("")))) {
        if (seconds === undefined) continue;
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(seconds).toBeLessThanOrEqual(315_360_000);
      }
    }),
  );
  const milliseconds = cpuTime(() => {
    for (const piece of ['"', "=", ",", "a", '\\"', ' "', "a="]) ownTerms(`max-age="${piece.repeat(20_000)}`);
  });
  expect(milliseconds).toBeLessThan(1000);
});
