import { afterEach, describe, expect, test, vi } from "vitest";
import { instanceKind } from "./instance-kind.ts";

class Money {}
// As a minifier may name a class.
const Shadow = { Map: class {} }.Map;

afterEach(() => vi.unstubAllEnvs());

describe("what a message says of an instance", () => {
  test.each([
    ["a class of the app", new Money(), "an instance of Money", "an instance of a class"],
    ["a class of the platform", new Map(), "an instance of Map", "an instance of Map"],
    ["a class named like one of them", new Shadow(), "an instance of Map", "an instance of a class"],
    [
      "a class named like a field of objects",
      new { toString: class {} }.toString(),
      "an instance of toString",
      "an instance of a class",
    ],
    [
      "an own field called constructor",
      Object.assign(new Map(), { constructor: Money }),
      "an instance of Map",
      "an instance of Map",
    ],
    [
      "a promise of our own, as the body of a context",
      new (class Lazy extends Promise<void> {})(() => undefined),
      "an instance of Promise",
      "an instance of Promise",
    ],
    [
      "a class without a name",
      new (class {})(),
      "an object with a prototype of its own",
      "an object with a prototype of its own",
    ],
    [
      "no class",
      Object.create(Object.create(null)),
      "an object with a prototype of its own",
      "an object with a prototype of its own",
    ],
  ])("%s", (_what, value, inDevelopment, inBuild) => {
    expect(instanceKind(value)).toBe(inDevelopment);
    vi.stubEnv("NODE_ENV", "production");
    expect(instanceKind(value)).toBe(inBuild);
  });
});
