import { expect, test } from "vitest";
import { RestartPause } from "./restart-pause.ts";

const MINUTE = 60_000;

test("pauses double up to half a minute", () => {
  const pause = new RestartPause();
  const pauses = Array.from({ length: 12 }, () => pause.after(0));
  expect(pauses.slice(0, 5)).toEqual([100, 200, 400, 800, 1600]);
  expect(pauses.at(-1)).toBe(30_000);
});

test("a worker that has run for more than a minute begins with the first pause again", () => {
  const pause = new RestartPause();
  for (let time = 0; time < 6; time++) pause.after(MINUTE / 2);
  expect(pause.failures).toBe(6);
  expect(pause.after(MINUTE + 1)).toBe(100);
  expect(pause.failures).toBe(1);
});
