import { describe, expect, test } from "vitest";
import { errorFields, formatJson, formatText, withoutRepeatedStack } from "./log.ts";
import { StackSampler } from "./log-sampling.ts";

describe("a line cannot be forged", () => {
  const evil = "a\nb\r\u001b[2J\u009b\u2028\u0000";

  test("as text", () => {
    expect(formatText("x", { path: evil })).toBe("x path=a\\nb\\u000d\\u001b[2J\\u009b\\u2028\\u0000");
  });

  test("by a space or by the direction of text", () => {
    const path = "/a status=200 \u202e\u2066";
    expect(formatText("x", { path, other: 'say "a"' })).toBe(
      'x path="/a status=200 \\u202e\\u2066" other="say \\"a\\""',
    );
  });

  test("as JSON", () => {
    const line = formatJson("info", evil, { path: evil });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding none is the point
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    expect(JSON.parse(line)).toMatchObject({ level: "info", message: evil, path: evil });
  });
});

describe("a failure that repeats", () => {
  const fail = (name: string, line = 1) => ({
    request: "id",
    stack: `Error: ${name}\n    at f (a.ts:${line}:1)`,
  });

  test("writes few stacks, and each time what failed and for whom", () => {
    const sampler = new StackSampler();
    let stacks = 0;
    for (let index = 0; index < 10_000; index++) {
      const fields = withoutRepeatedStack(fail(`user ${index} is missing`), 1000, sampler);
      if (fields.stack) stacks++;
      else
        expect(fields).toEqual({
          request: "id",
          error: `Error: user ${index} is missing`,
          repeated: index + 1,
        });
    }
    expect(stacks).toBe(5);
  });

  test("is written in full again a minute later, and at another place at once", () => {
    const sampler = new StackSampler();
    for (let index = 0; index < 6; index++) withoutRepeatedStack(fail("x"), 0, sampler);
    expect(withoutRepeatedStack(fail("x"), 59_999, sampler).stack).toBeUndefined();
    expect(withoutRepeatedStack(fail("x", 2), 59_999, sampler).stack).toBeDefined();
    expect(withoutRepeatedStack(fail("x"), 60_000, sampler).stack).toBeDefined();
  });

  test("is remembered within bounds", () => {
    const sampler = new StackSampler();
    for (let line = 0; line < 10_000; line++) sampler.repeats(`Error\n    at f (a.ts:${line}:1)`, 0);
    expect(JSON.stringify(sampler)).toBe("{}");
    for (let index = 0; index < 6; index++) sampler.repeats("Error\n    at f (a.ts:0:1)", 0);
    expect(sampler.repeats("Error\n    at f (a.ts:0:1)", 0)).toBe(7);
  });

  test("without a stack is left alone", () => {
    const fields = { path: "/x" };
    expect(withoutRepeatedStack(fields)).toBe(fields);
  });
});

test("errorFields show the cause, and what is no error", () => {
  expect(errorFields(new Error("a", { cause: new Error("b") })).stack).toMatch(
    /Error: a[\s\S]*Caused by: Error: b/,
  );
  expect(errorFields(null).stack).toBe("Thrown value: null");
});
