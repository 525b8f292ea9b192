import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOf, timeAxis } from "./time-axis.ts";

test("ends at a round number that is above nearly all times", () => {
  expect(timeAxis([]).end).toBe(10);
  expect(timeAxis([3]).end).toBe(10);
  expect(timeAxis([30, 34]).end).toBe(50);
  expect(timeAxis([2, 2, 3, 3, 3, 4, 4, 5, 5, 460]).end).toBe(10);
});

test("property: ticks are round, in order, and never closer than they can be read", () => {
  fc.assert(
    fc.property(fc.array(fc.float({ min: 0, max: 1e6, noNaN: true }), { maxLength: 100 }), (times) => {
      const axis = timeAxis(times);
      const places = [0, ...axis.ticks, axis.end].map((tick) => placeOf(tick, axis));
      for (const [index, place] of places.entries()) {
        if (index > 0) expect(place - (places[index - 1] ?? 0)).toBeGreaterThan(0.13);
      }
      expect(axis.ticks.length).toBeLessThan(8);
    }),
  );
});

test("places go from start to end, and no further", () => {
  const axis = { end: 100 };
  expect([-1, 0, 25, 100, 900].map((time) => placeOf(time, axis))).toEqual([0, 0, 0.5, 1, 1]);
});
