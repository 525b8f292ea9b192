import { describe, expect, test } from "vitest";
import { errorFields, formatJson, formatText, withoutRepeatedStack } from "./log.ts";
import { StackSampler } from "./log-sampling.ts";

describe("a line cannot be forged", () => {
  const evil = "a\nb\r\u001b[2J\u009b\u2028\u0000";

  test("as text", () => {
    expect(formatText("x", { path: evil })).toBe('x path="a\\nb\\r\\u001b[2J\\u009b\\u2028\\u0000"');
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

describe("a line is its own", () => {
  test("one for each message, whatever is in it", () => {
    expect(formatText("a\nGET / failed.\r\u001b[2J")).toBe("a\\nGET / failed.\\u000d\\u001b[2J");
  });

  test("whatever the name of a field is", () => {
    const line = formatText("x", { "a\nGET / failed.": 1, "b=c d": 2, "e\u2028\u001b": 3, "": 4 });
    expect(line).toBe('x "a\\nGET / failed."=1 "b=c d"=2 "e\\u2028\\u001b"=3 ""=4');
  });

  test("no line of a stack begins as one of the log does", () => {
    const stack = "Error: a\nGET / failed.\r\n\tb\u2028c\n    at f (a.ts:1:1)\nCaused by: b";
    expect(formatText("x", { stack, code: "C" })).toBe(
      "x code=C\n  Error: a\n  GET / failed.\\u000d\n\tb\\u2028c\n    at f (a.ts:1:1)\n  Caused by: b",
    );
  });

  test("no field replaces those of a JSON line", () => {
    const fields = JSON.parse('{"level":"info","time":"t","message":"m","__proto__":"p","code":"C"}');
    const line = formatJson("error", "real", fields, new Date(0));
    expect(line).toBe(
      '{"time":"1970-01-01T00:00:00.000Z","level":"error","message":"real","level_":"info","time_":"t",' +
        '"message_":"m","__proto___":"p","code":"C"}',
    );
  });
});

/** What only JavaScript can hand over. */
const untyped = (value: unknown) => value as never;
const fail = (): never => {
  throw new Error("called");
};

test.each([
  ["a symbol as message", Symbol("s"), {}, "Symbol(s)"],
  ["no message", undefined, undefined, "undefined"],
  ["no fields", "x", null, "x"],
  [
    "values of other types",
    "x",
    { big: 1n, object: { a: 1 }, nothing: null },
    'x big=1n object="{ a: 1 }" nothing=null',
  ],
  [
    "a toString that throws",
    "x",
    { bad: { toString: fail, toJSON: fail } },
    'x bad="{ toString: [Function], toJSON: [Function] }"',
  ],
  ["a toJSON for the whole line", "x", { toJSON: fail }, "x toJSON=[Function]"],
  [
    "a getter that throws",
    "x",
    Object.defineProperty({}, "a", { get: fail, enumerable: true }),
    'x fields="could not be read: called"',
  ],
  ["a proxy", "x", new Proxy({}, { ownKeys: fail }), 'x fields="could not be read: called"'],
])("%s does not end the logger", (_name, message, fields, line) => {
  expect(formatText(untyped(message), untyped(fields))).toBe(line);
  expect(JSON.parse(formatJson("warn", untyped(message), untyped(fields)))).toMatchObject({ level: "warn" });
});

test("a line has bounds", () => {
  const long = "\u001b".repeat(1_000_000);
  expect(formatText(long, { long, [long]: 1, stack: long }).length).toBeLessThan(700_000);
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

  test("is written in full again a minute later, and immediately at another place", () => {
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
