import { describe, expect, test } from "vitest";
import { settledValue, whenSettled } from "./maybe-promise.ts";

describe("settledValue", () => {
  test("unwraps a fulfilled promise immediately", () => {
    expect(settledValue((async () => 1)())).toBe(1);
    expect(settledValue(Promise.resolve(undefined))).toBeUndefined();
  });

  test("leaves what is pending or rejected a promise", async () => {
    const pending = Promise.withResolvers().promise;
    expect(settledValue(pending)).toBe(pending);
    const rejected = Promise.reject(new Error("no"));
    expect(settledValue(rejected)).toBe(rejected);
    await expect(rejected).rejects.toThrow("no");
  });

  test("waits for a foreign thenable", async () => {
    // biome-ignore lint/suspicious/noThenProperty: a query builder has one
    const builder: PromiseLike<number> = { then: (use) => Promise.resolve(7).then(use) };
    const settled = settledValue(builder);
    expect(settled).toBeInstanceOf(Promise);
    expect(await settled).toBe(7);
  });

  test("leaves plain values alone", () => {
    // biome-ignore lint/suspicious/noThenProperty: data may have such a key
    const object = { then: 1 };
    expect(settledValue(object)).toBe(object);
    expect(settledValue(null)).toBeNull();
  });
});

describe("whenSettled", () => {
  test("continues immediately, or later", async () => {
    expect(whenSettled(1, (value) => value + 1)).toBe(2);
    expect(whenSettled(Promise.resolve(1), (value) => value + 1)).toBe(2);
    const later = whenSettled(
      new Promise<number>((resolve) => setTimeout(resolve, 1, 1)),
      (value) => value + 1,
    );
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toBe(2);
  });
});
