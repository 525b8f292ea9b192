/** A scale of milliseconds on which short times are seen beside long ones: places go with the square root. */
export interface TimeAxis {
  /** Where it ends, in milliseconds. */
  end: number;
  /** Milliseconds with a line of their own. */
  ticks: number[];
}

const SHORTEST = 10;
const STEPS = [1, 2, 5];

/** Parts of the width that two ticks are apart at least. */
const TICK_DISTANCE = 0.14;

/** Which part of the times ends before the middle of a long axis. */
const MOST_TIMES = 0.8;

/**
 * The axis for some times, in milliseconds. A few that are much longer than the others, as when everything is compiled
 * for a first visit, go beyond its end. It ends at a round number, so that it seldom moves.
 */
export function timeAxis(times: readonly number[]): TimeAxis {
  const sorted = [...times].sort((a, b) => a - b);
  const longest = sorted.at(-1) ?? 0;
  const usual = sorted[Math.ceil(sorted.length * MOST_TIMES) - 1] ?? 0;
  const shown = Math.max(SHORTEST, Math.min(longest, 2 * usual));
  const end = roundNumbers().find((number) => number >= shown) ?? shown;
  const ticks: number[] = [];
  // From the end, since the largest one says what the rest is measured by.
  for (const number of roundNumbers()
    .filter((number) => number < end)
    .reverse()) {
    const nearest = ticks.at(-1) ?? end;
    const isClear = placeOf(nearest, { end }) - placeOf(number, { end }) >= TICK_DISTANCE;
    if (isClear && placeOf(number, { end }) >= TICK_DISTANCE) ticks.push(number);
  }
  return { end, ticks: ticks.reverse() };
}

/** From 0 at the start to 1 at the end. */
export function placeOf(milliseconds: number, { end }: Pick<TimeAxis, "end">): number {
  return Math.sqrt(Math.min(Math.max(milliseconds, 0), end) / end);
}

/** 1, 2, 5, 10, … up to a day. */
function roundNumbers(): number[] {
  const numbers: number[] = [];
  for (let power = 1; power < 1e8; power *= 10) numbers.push(...STEPS.map((step) => step * power));
  return numbers;
}
