import { expect, test } from "vitest";
import { inSlices, sortInSlices } from "./slices.ts";

test.each([0, 1, 2, 1999, 2000, 2001, 23_456])(
  "%i items are in the order that toSorted gives",
  async (count) => {
    const items = Array.from({ length: count }, (_, index) => ({ index, at: (index * 7919) % 1009 }));
    const compare = (one: { at: number }, other: { at: number }) => one.at - other.at;
    const expected = items.toSorted(compare);
    expect(await sortInSlices(items, compare)).toEqual(expected);
    const seen: object[] = [];
    await inSlices(expected, (item) => void seen.push(item));
    expect(seen).toEqual(expected);
  },
);

test("others come first, once for every few thousand items", async () => {
  let turns = 0;
  let isDone = false;
  const turn = () => {
    turns += 1;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await sortInSlices(
    Array.from({ length: 100_000 }, () => Math.random()),
    (one, other) => one - other,
  );
  isDone = true;
  // Fifty slices, merged six times.
  expect(turns).toBeGreaterThan(200);
});
