import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Burst } from "./burst.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("many events are one piece of work, after the last one", () => {
  const work = vi.fn();
  const burst = new Burst(work);
  for (let count = 0; count < 10; count++) {
    burst.note();
    vi.advanceTimersByTime(40);
  }
  expect([burst.isPending, work.mock.calls.length]).toEqual([true, 0]);
  vi.advanceTimersByTime(10);
  expect([burst.isPending, work.mock.calls.length]).toEqual([false, 1]);
  burst.note();
  vi.advanceTimersByTime(50);
  expect(work).toHaveBeenCalledTimes(2);
});

test("events without end are work once a second", () => {
  const work = vi.fn();
  const burst = new Burst(work);
  for (let count = 0; count < 101; count++) {
    burst.note();
    vi.advanceTimersByTime(20);
  }
  expect(work).toHaveBeenCalledTimes(2);
});
