import { afterEach, expect, test } from "vitest";
import { disposeSingletons, singleton } from "./singleton.ts";

afterEach(disposeSingletons);

test("creates once per key", () => {
  let created = 0;
  const create = () => ({ number: ++created });
  const first = singleton("one", create);
  expect(singleton("one", create)).toBe(first);
  expect(singleton("two", create)).not.toBe(first);
  expect(created).toBe(2);
});

test("disposes the latest first, and all of them although one fails", async () => {
  const ended: string[] = [];
  singleton(
    "a",
    () => "a",
    (value) => ended.push(value),
  );
  singleton(
    "b",
    () => "b",
    () => {
      throw new Error("b does not end");
    },
  );
  singleton(
    "c",
    () => "c",
    async (value) => ended.push(value),
  );
  const failures = await disposeSingletons();
  expect(ended).toEqual(["c", "a"]);
  expect(failures).toHaveLength(1);
});

test("a creation that throws is tried again", () => {
  let calls = 0;
  const create = () => {
    if (++calls === 1) throw new Error("not yet");
    return "ready";
  };
  expect(() => singleton("late", create)).toThrow("not yet");
  expect(singleton("late", create)).toBe("ready");
});
