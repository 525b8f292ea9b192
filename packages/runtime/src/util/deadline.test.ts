import { setTimeout as delay } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { Deadline, withDeadline } from "./deadline.ts";

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

test("a time beyond the longest timer is waited for in parts, without a busy loop", async () => {
  const set = vi.spyOn(globalThis, "setTimeout");
  const fail = vi.fn(fails("month"));
  const deadline = new Deadline(2_592_000, fail);
  const work = Promise.withResolvers<string>();
  const outcome = deadline.race(work.promise);
  await delay(20);
  expect(set.mock.calls.map(([, milliseconds]) => milliseconds)).toEqual([2_147_483_647]);
  set.mockRestore();
  expect(fail).not.toHaveBeenCalled();
  work.resolve("done");
  expect(await outcome).toBe("done");
  deadline.clear();
});

test("withDeadline gives what comes in time, and the failure of what does not", async () => {
  expect(withDeadline(7, 0.01, fails("x"))).toBe(7);
  expect(await withDeadline(Promise.resolve(8), 1, fails("x"))).toBe(8);
  await expect(withDeadline(Promise.reject(new Error("own")), 1, fails("x"))).rejects.toThrow("own");
  await expect(withDeadline(never(), 0.01, fails("it"))).rejects.toThrow("it is late");
});
