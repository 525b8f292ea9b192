import { describe, expect, test } from "vitest";
import { LazyPromise } from "./lazy-promise.ts";

describe("a lazy promise", () => {
  const counted = (work: () => Promise<unknown>) => {
    const counts = { calls: 0 };
    const promise = new LazyPromise(() => {
      counts.calls += 1;
      return work();
    });
    return { counts, promise };
  };

  test("does nothing until it is awaited, and then once", async () => {
    const { counts, promise } = counted(async () => "value");
    await Promise.resolve();
    expect(counts.calls).toBe(0);
    expect(promise).toBeInstanceOf(Promise);
    expect([await promise, await promise, await Promise.all([promise])]).toEqual([
      "value",
      "value",
      ["value"],
    ]);
    expect(counts.calls).toBe(1);
  });

  test.each([
    ["await", async (promise: Promise<unknown>) => await promise],
    ["return from an async function", async (promise: Promise<unknown>) => promise],
    ["then", (promise: Promise<unknown>) => promise.then((value) => value)],
    ["catch", (promise: Promise<unknown>) => promise.catch((error) => Promise.reject(error))],
    ["finally", (promise: Promise<unknown>) => promise.finally(() => undefined)],
    ["Promise.resolve", (promise: Promise<unknown>) => Promise.resolve(promise)],
    ["Promise.race", (promise: Promise<unknown>) => Promise.race([promise])],
  ])("is what an ordinary promise is to %s", async (_name, use) => {
    expect(await use(counted(async () => 1).promise)).toBe(1);
    const failure = new Error("no");
    await expect(use(counted(() => Promise.reject(failure)).promise)).rejects.toBe(failure);
  });
});
