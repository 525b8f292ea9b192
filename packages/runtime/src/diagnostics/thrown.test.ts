import { expect, test } from "vitest";
import { leastCpuTime } from "../util/cpu-time.test-support.ts";
import { BunsenError } from "./errors.ts";
import { HttpError, Redirect } from "./http-errors.ts";
import { describeThrown, isError, messageOf } from "./thrown.ts";

const fail = (): never => {
  throw new Error("a trap was called");
};
const hostile = () =>
  new Proxy(new Error("inside"), {
    get: fail,
    getPrototypeOf: fail,
    has: fail,
    getOwnPropertyDescriptor: fail,
  });

function circular(): Error {
  const first = new Error("first");
  first.cause = new Error("second", { cause: first });
  return first;
}

function withGetters(): Error {
  const error = new Error("x");
  for (const key of ["stack", "name", "message", "cause", "errors"]) {
    Object.defineProperty(error, key, { get: fail });
  }
  return error;
}

/** Without its frames. */
const headers = (text: string) => text.replaceAll(/\n {4}at .*/g, "");

test("causes and gathered errors are shown, each once, in order", () => {
  const shared = new Error("shared");
  const all = new AggregateError([shared, new TypeError("other", { cause: shared }), "text"], "all failed", {
    cause: { code: 7 },
  });
  expect(headers(describeThrown(all))).toBe(
    [
      "AggregateError: all failed",
      "Caused by: { code: 7 }",
      "One of its errors: Error: shared",
      "One of its errors: TypeError: other",
      "Caused by: an error that is shown above",
      'One of its errors: "text"',
    ].join("\n"),
  );
});

test("a cause that leads back to itself ends", () => {
  const itself = new Error("itself");
  itself.cause = itself;
  expect(headers(describeThrown(itself))).toBe("Error: itself\nCaused by: an error that is shown above");
  expect(headers(describeThrown(circular()))).toBe(
    "Error: first\nCaused by: Error: second\nCaused by: an error that is shown above",
  );
});

test("no line of a message passes for a frame, for a cause or for an event", () => {
  const message = "a\nCaused by: b\r\n    at forged (app.js:1:1)\rGET / failed.";
  const text = describeThrown(new Error(message));
  expect(text).toContain(
    "Error: a\n  | Caused by: b\n  |     at forged (app.js:1:1)\n  | GET / failed.\n    at ",
  );
  const named = Object.assign(new Error("b"), { name: "A\nGET / failed." });
  expect(describeThrown(named)).toMatch(/^A\n {2}\| GET \/ failed\.: b\n {4}at /);
  const later = new Error("before\nGET / failed.");
  expect(later.stack).toContain("before");
  later.message = "after";
  expect(describeThrown(later)).toMatch(/^Error: before\n {2}\| GET \/ failed\.\n {4}at /);
});

test("only frames are mapped", () => {
  const error = new Error("m\n    at forged (app.js:1:1)");
  let mapped = "";
  describeThrown(error, (message, frames) => {
    mapped = frames;
    return message + frames;
  });
  expect(mapped).toMatch(/^\n {4}at /);
  expect(mapped).not.toContain("forged");
});

const HOSTILE: [name: string, thrown: unknown, shown: string][] = [
  ["null", null, "Thrown value: null"],
  ["a text", "a\nb", 'Thrown value: "a\\nb"'],
  ["a proxy", hostile(), "Thrown value: [Proxy]"],
  ["an error with getters that throw", withGetters(), "Error"],
  ["a proxy as cause", new Error("x", { cause: hostile() }), "Error: x\nCaused by: [Proxy]"],
  ["a frozen error", Object.freeze(new Error("cold")), "Error: cold"],
  ["no stack", Object.assign(new Error("x"), { stack: undefined }), "Error: x"],
  ["a stack of another type", Object.assign(new Error("x"), { stack: 5 }), "Error: x"],
  [
    "an object as message",
    Object.assign(new Error("y"), { stack: 5, message: { toString: fail } }),
    "Error: { toString: [Function] }",
  ],
  ["a proxy as errors", Object.assign(new Error("x"), { errors: new Proxy([], { get: fail }) }), "Error: x"],
];

test.each(HOSTILE)("%s is described without an error", (_name, thrown, shown) => {
  expect(headers(describeThrown(thrown))).toBe(shown);
  expect(typeof messageOf(thrown)).toBe("string");
});

test.each([
  [
    "a chain of causes",
    () => {
      let error = new Error("last");
      for (let depth = 0; depth < 100_000; depth++) error = new Error("x", { cause: error });
      return error;
    },
  ],
  ["many errors", () => new AggregateError(Array.from({ length: 100_000 }, () => new Error("x")))],
  [
    "a tree of errors",
    () => {
      const tree = (level: number): Error =>
        level === 0 ? new Error("leaf") : new AggregateError([1, 2, 3, 4].map(() => tree(level - 1)));
      return tree(6);
    },
  ],
  ["a long message", () => new Error("x\n".repeat(500_000))],
  ["a long name", () => Object.assign(new Error("x"), { name: "n".repeat(100_000) })],
  ["a long stack", () => Object.assign(new Error("x"), { stack: "\n    at ".repeat(100_000) })],
])("%s is described within bounds", (_name, make) => {
  const error = make();
  expect(describeThrown(error).length).toBeLessThan(34_000);
  expect(leastCpuTime(() => describeThrown(error))).toBeLessThan(50);
});

test("our own errors are recognised without a proxy's leave", () => {
  const proxy: unknown = hostile();
  for (const Class of [HttpError, Redirect, BunsenError]) expect(proxy instanceof Class).toBe(false);
  expect(isError(proxy)).toBe(false);
  class Teapot extends HttpError {}
  expect(new Teapot(418, "short")).toBeInstanceOf(HttpError);
  expect(new HttpError(418, "short")).not.toBeInstanceOf(Teapot);
  expect(new HttpError(418, "short")).not.toBeInstanceOf(Redirect);
  expect(Object.create(HttpError.prototype)).not.toBeInstanceOf(HttpError);
});
