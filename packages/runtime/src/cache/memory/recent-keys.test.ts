import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RecentKeys } from "./recent-keys.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a key means something for as long as was said, to the millisecond", () => {
  const keys = new RecentKeys<string>();
  keys.set("a", "1", 100);
  vi.advanceTimersByTime(99);
  expect(keys.get("a")).toBe("1");
  vi.advanceTimersByTime(1);
  expect(keys.get("a")).toBeUndefined();
});

test("is not put off by setting the wall clock back", () => {
  const keys = new RecentKeys<string>();
  keys.set("a", "1", 100);
  vi.advanceTimersByTime(100);
  vi.setSystemTime(0);
  expect(keys.get("a")).toBeUndefined();
});

test("what is set again is new", () => {
  const keys = new RecentKeys<number>({ entries: 2 });
  keys.set("a", 1, 100);
  keys.set("b", 2, 100);
  vi.advanceTimersByTime(50);
  keys.set("a", 3, 100);
  keys.set("c", 4, 100);
  expect(["a", "b", "c"].map((key) => keys.get(key))).toEqual([3, undefined, 4]);
  vi.advanceTimersByTime(99);
  expect(keys.get("a")).toBe(3);
});

test("the oldest goes for a new one", () => {
  const keys = new RecentKeys<number>({ entries: 1000 });
  for (let number = 0; number < 10_000; number++) keys.set(`${number}`, number, 1e9);
  expect(keys.get("8999")).toBeUndefined();
  expect([keys.get("9000"), keys.get("9999")]).toEqual([9000, 9999]);
});

test("long keys are fewer keys, however they come and go", () => {
  const keys = new RecentKeys<number>({ characters: 1000 });
  const held = () =>
    Array.from({ length: 300 }, (_, number) => keys.get(`${number}`.padEnd(100))).filter(Boolean);
  for (let number = 1; number < 200; number++) {
    keys.set(`${number}`.padEnd(100), number, 100);
    keys.set(`${number}`.padEnd(100), number, 100);
    keys.delete(`${number - 3}`.padEnd(100));
    keys.delete("never there");
  }
  expect(held()).toEqual([197, 198, 199]);
  vi.advanceTimersByTime(100);
  expect(held()).toEqual([]);
  for (let number = 1; number < 200; number++) keys.set(`${number}`.padEnd(100), number, 100);
  expect(held()).toHaveLength(10);
  keys.clear();
  for (let number = 1; number < 200; number++) keys.set(`${number}`.padEnd(100), number, 100);
  expect(held()).toHaveLength(10);
  keys.set("x".repeat(1001), 1, 100);
  expect(held()).toEqual([]);
});

test("names of Object's own are keys like others, and one or all can be dropped", () => {
  const keys = new RecentKeys<number>();
  expect(keys.get("__proto__") ?? keys.get("constructor")).toBeUndefined();
  keys.set("__proto__", 1, 100);
  keys.set("b", 2, 100);
  expect(keys.get("__proto__")).toBe(1);
  keys.delete("__proto__");
  expect([keys.get("__proto__"), keys.get("b")]).toEqual([undefined, 2]);
  keys.clear();
  expect(keys.get("b")).toBeUndefined();
});
