import { beforeEach, describe, expect, test, vi } from "vitest";
import { expectNothingUnhandled } from "../unhandled.test-support.ts";
import { InFlight } from "./in-flight.ts";

expectNothingUnhandled();

/** Work that ends when it is told to. */
function work<Value = string>() {
  const begun: PromiseWithResolvers<Value>[] = [];
  const begin = vi.fn(() => {
    const ending = Promise.withResolvers<Value>();
    begun.push(ending);
    return ending.promise;
  });
  const at = (index: number): PromiseWithResolvers<Value> => begun[index] ?? expect.fail(`no work ${index}`);
  return { begin, at };
}

const zero = () => 0;

describe("those who ask at the same time", () => {
  test("wait for one work and get its result", async () => {
    const inFlight = new InFlight<string>();
    const { begin, at } = work();
    const all = Promise.all(Array.from({ length: 500 }, () => inFlight.join("a", zero, begin)));
    expect([begin.mock.calls.length, inFlight.has("a", 0)]).toEqual([1, true]);
    at(0).resolve("done");
    expect(new Set(await all)).toEqual(new Set(["done"]));
    expect(inFlight.has("a", 0)).toBe(false);
  });

  test("get its failure, and the next one tries again", async () => {
    const inFlight = new InFlight<string>();
    const { begin, at } = work();
    const all = Array.from({ length: 3 }, () => inFlight.join("a", zero, begin));
    at(0).reject(new Error("failed"));
    for (const one of await Promise.allSettled(all)) expect(one).toMatchObject({ status: "rejected" });
    expect(inFlight.has("a", 0)).toBe(false);
    const next = inFlight.join("a", zero, begin);
    at(1).resolve("done");
    expect(await next).toBe("done");
  });

  test("for something else do not wait", async () => {
    const inFlight = new InFlight<string>();
    const { begin, at } = work();
    const [a, b] = [inFlight.join("a", zero, begin), inFlight.join("b", zero, begin)];
    at(1).resolve("b");
    expect(await b).toBe("b");
    at(0).resolve("a");
    expect(await a).toBe("a");
  });

  test("hear of work that fails before it begins", async () => {
    const inFlight = new InFlight<string>(20);
    const failing = () => {
      throw new Error("at once");
    };
    await expect(inFlight.join("a", zero, failing)).rejects.toThrow("at once");
    expect(inFlight.has("a", 0)).toBe(false);
    // The time after which it would count as stuck.
    await new Promise((resolve) => setTimeout(resolve, 40));
  });
});

test("after a change of the clock, work is begun anew, and the old one ends for those who waited", async () => {
  const inFlight = new InFlight<string>();
  const { begin, at } = work();
  let clock = 0;
  const now = () => clock;
  const before = inFlight.join("a", now, begin);
  clock = 1;
  expect(inFlight.has("a", clock)).toBe(false);
  const after = inFlight.join("a", now, begin);
  expect(begin).toHaveBeenCalledTimes(2);
  at(0).resolve("old");
  expect(await before).toBe("old");
  expect(inFlight.has("a", clock)).toBe(true);
  const joined = inFlight.join("a", now, begin);
  at(1).resolve("new");
  expect(await Promise.all([after, joined])).toEqual(["new", "new"]);
  expect(begin).toHaveBeenCalledTimes(2);
  expect(inFlight.has("a", clock)).toBe(false);
});

describe("work that is stuck", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  test("is begun once more for all who wait, and the first to end counts", async () => {
    const inFlight = new InFlight<string>();
    const { begin, at } = work();
    const all = Promise.all(Array.from({ length: 50 }, () => inFlight.join("a", zero, begin)));
    await vi.advanceTimersByTimeAsync(9999);
    expect(begin).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(begin).toHaveBeenCalledTimes(2);
    at(1).resolve("second");
    expect(new Set(await all)).toEqual(new Set(["second"]));
    expect([inFlight.has("a", 0), vi.getTimerCount()]).toEqual([false, 0]);
    at(0).resolve("first, too late");
  });

  test("and ends after all, counts too", async () => {
    const inFlight = new InFlight<string>(100);
    const { begin, at } = work();
    const all = Promise.all([inFlight.join("a", zero, begin), inFlight.join("a", zero, begin)]);
    await vi.advanceTimersByTimeAsync(100);
    at(0).resolve("first");
    expect(await all).toEqual(["first", "first"]);
    // What began after it goes on, and may be joined.
    expect(inFlight.has("a", 0)).toBe(true);
    const joined = inFlight.join("a", zero, begin);
    expect(begin).toHaveBeenCalledTimes(2);
    at(1).resolve("second");
    expect(await joined).toBe("second");
    expect([inFlight.has("a", 0), vi.getTimerCount()]).toEqual([false, 0]);
  });

  test("and fails when nobody waits for it any more, is no unhandled rejection", async () => {
    const inFlight = new InFlight<string>(100);
    const { begin, at } = work();
    const waiting = inFlight.join("a", zero, begin);
    await vi.advanceTimersByTimeAsync(100);
    at(1).resolve("second");
    expect(await waiting).toBe("second");
    at(0).reject(new Error("late"));
  });

  test("holds nothing up for ever when every try is", async () => {
    const inFlight = new InFlight<string>(100);
    const { begin, at } = work();
    const waiting = inFlight.join("a", zero, begin);
    await vi.advanceTimersByTimeAsync(450);
    expect(begin).toHaveBeenCalledTimes(5);
    at(3).resolve("fourth");
    expect(await waiting).toBe("fourth");
  });
});
