import { describe, expect, test } from "vitest";
import type { PageData } from "./data.ts";
import { encodeData } from "./data-encode.ts";
import { UnsendableValueError } from "./data-unsendable.ts";

type Props = Record<string, unknown>;

function page(props: Props): PageData {
  return { props, query: {}, params: {}, url: "https://example.com/" };
}

function refusal(props: Props): UnsendableValueError {
  try {
    encodeData(page(props));
  } catch (error) {
    if (error instanceof UnsendableValueError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("values that cannot travel", () => {
  class User {
    name = "Ada";
  }
  class Money extends Number {}
  class Cache extends Map {}
  class Bare extends null {}

  test.each<[string, unknown, string]>([
    ["a function", () => 1, "a function"],
    ["a class", User, "a function"],
    ["a symbol", Symbol("s"), "a symbol"],
    ["an instance", new User(), "an instance of User"],
    ["a boxed subclass", new Money(1), "an instance of Money"],
    ["a Map's subclass", new Cache(), "an instance of Cache"],
    ["an instance of a class that extends null", Object.create(Bare.prototype), "an instance of Bare"],
    ["a promise", Promise.resolve(1), "a promise"],
    // biome-ignore lint/suspicious/noThenProperty: the case under test
    ["a thenable", { then: () => 1 }, "a promise"],
    ["an error", new TypeError("x"), "an instance of TypeError"],
    ["a response", new Response(), "an instance of Response"],
    ["a weak map", new WeakMap(), "an instance of WeakMap"],
    ["symbol keys", { [Symbol("s")]: 1 }, "an object with a symbol key"],
    ["a faked tag", { [Symbol.toStringTag]: "Date" }, "an object with a symbol key"],
    ["an odd prototype", Object.create({ inherited: 1 }), "an instance of Object"],
    ["an odd bare prototype", Object.create(Object.create(null)), "an object with a prototype of its own"],
    ["a React element", { $$typeof: Symbol.for("react.transitional.element"), type: "b" }, "a React element"],
  ])("%s", (_, save, kind) => {
    const error = refusal({ user: { ok: 1, save } });
    expect(error.kind).toBe(kind);
    expect(error.path).toBe("props.user.save");
    expect(error.message).toContain(`props.user.save is ${kind}, which cannot be sent to the browser. `);
  });

  test.each<[string, Props]>([
    ["props.rows[3].when", { rows: [0, 1, 2, { when: () => 1 }] }],
    ['props["odd key"]', { "odd key": () => 1 }],
    ['props.a["b.c"][0]', { a: { "b.c": [() => 1] } }],
    ['props.map.get("k").x', { map: new Map([["k", { x: () => 1 }]]) }],
    ["props.list[1]", { list: [1, Symbol("s")] }],
  ])("path %s", (path, props) => {
    expect(refusal(props).path).toBe(path);
  });

  test("a getter's own error is left alone", () => {
    const props = {
      get broken() {
        throw new RangeError("mine");
      },
    };
    expect(() => encodeData(page(props))).toThrow("mine");
  });

  test("endless depth is refused, not a crash", () => {
    let deep: Props = {};
    for (let i = 0; i < 200_000; i++) deep = { deep };
    expect(refusal({ shallow: {}, deep })).toMatchObject({
      path: "props.deep.deep.deep.deep…",
      kind: "nested too deeply",
    });
  });

  test("non-enumerable symbols are nobody's business", () => {
    const object = { a: 1 };
    Object.defineProperty(object, Symbol("s"), { value: 1 });
    expect(encodeData(page({ object }))).toContain('"a"');
  });
});
