import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { Deadline } from "./deadline.ts";

const never = () => Promise.withResolvers<never>().promise;
const fails = (name: string) => () => new Error(`${name} is late`);

test("fails what takes longer, each by its own clock", async () => {
  const started = performance.now();
  const first = new Deadline(0.05, fails("first"));
  const work = expect(first.race(never())).rejects.toThrow("first is late");
  await delay(30);
  const second = new Deadline(0.05, fails("second"));
  const later = expect(second.race(never())).rejects.toThrow("second is late");
  await work;
  expect(performance.now() - started).toBeGreaterThanOrEqual(49);
  await later;
  expect(performance.now() - started).toBeGreaterThanOrEqual(79);
});

test("is quiet once it is cleared, while others of its length go on", async () => {
  const passed: string[] = [];
  const cleared = new Deadline(0.02, fails("cleared"));
  cleared.onPassed(() => passed.push("cleared"));
  const kept = new Deadline(0.02, fails("kept"));
  kept.onPassed(() => passed.push("kept"));
  cleared.clear();
  await delay(60);
  expect(passed).toEqual(["kept"]);
});

test("starts again after a time in which nothing ran", async () => {
  const early: string[] = [];
  new Deadline(0.01, fails("early")).onPassed(() => early.push("passed"));
  await delay(40);
  expect(early).toEqual(["passed"]);
  await expect(new Deadline(0.01, fails("late")).race(never())).rejects.toThrow("late is late");
});

test("hands a value on, and starts no clock for it", () => {
  const deadline = new Deadline(0.01, fails("x"));
  expect(deadline.race(7)).toBe(7);
  expect(deadline.passesAt).toBeUndefined();
});
