import * as devalue from "devalue";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PageData } from "./data.ts";
import { decodeData, isRich } from "./data-decode.ts";
import { encodeData } from "./data-encode.ts";
import { arePlainTrees } from "./data-plain.ts";
import { parseRich } from "./data-rich.ts";

type Props = Record<string, unknown>;

function page(props: Props): PageData {
  return { props, query: {}, params: {}, url: "https://example.com/" };
}

function roundTrip(props: Props): Props {
  return decodeData(encodeData(page(props)), parseRich).props;
}

/**
 * Deep equality that sees prototypes, holes, key order and -0. (`toStrictEqual` compares `a.constructor`, which is
 * data in these tests.)
 */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return Object.is(a, b);
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (a instanceof Date) return Object.is(a.getTime(), (b as Date).getTime());
  if (a instanceof URL) return a.href === (b as URL).href;
  if (a instanceof Map) return same([...a], [...(b as Map<unknown, unknown>)]);
  if (a instanceof Set) return same([...a], [...(b as Set<unknown>)]);
  if (Array.isArray(a) && a.length !== (b as unknown[]).length) return false;
  const keys = Object.keys(a);
  if (keys.join("\n") !== Object.keys(b).join("\n")) return false;
  return keys.every((key) => same((a as Props)[key], (b as Props)[key]));
}

/** An own `__proto__` key, as JSON.parse makes it from a hostile body. */
const hostile = (value: unknown): Props => JSON.parse(`{"a":1,"__proto__":${JSON.stringify(value)}}`);

describe("the tag", () => {
  test("plain trees are JSON as it is", () => {
    const data = page({ rows: [{ id: 1, name: "é", ok: true, none: null, half: 0.5 }] });
    expect(encodeData(data)).toBe(JSON.stringify(data));
  });

  test.each([
    ["undefined", { a: undefined }],
    ["NaN", { a: Number.NaN }],
    ["infinity", { a: Number.POSITIVE_INFINITY }],
    ["-0", { a: -0 }],
    ["a hole", { a: new Array(2) }],
    ["undefined in an array", { a: [undefined] }],
    ["a bigint", { a: 1n }],
    ["a date", { a: new Date(0) }],
    ["a date inside arrays", { a: [[{ b: new Date(0) }]] }],
    ["an own __proto__ key", { a: hostile(1) }],
  ])("%s takes the rich format", (_, props) => {
    expect(isRich(encodeData(page(props)))).toBe(true);
  });

  test("a repeated reference takes the rich format, in small and large trees", () => {
    const shared = {};
    for (const count of [0, 10, 158, 159, 160, 161, 1000]) {
      const filler = Array.from({ length: count }, (_, i) => ({ i }));
      expect(arePlainTrees({ props: { filler, one: {}, two: {} } })).toBe(true);
      expect(arePlainTrees({ props: { filler, one: shared, two: shared } })).toBe(false);
      expect(arePlainTrees({ props: { one: shared, filler, two: { three: [shared] } } })).toBe(false);
      expect(arePlainTrees({ props: { filler }, query: { one: shared, two: shared } })).toBe(false);
    }
  });

  test("a reference that two fields share does not: query and params have the lists of a catch-all page in common", () => {
    for (const count of [1, 200]) {
      const path = Array.from({ length: count }, (_, index) => String(index));
      const params = { path };
      const query = Object.assign(Object.create(null), params);
      const data: PageData = {
        ...page({ path, params, query, rows: path.map((text) => ({ text })) }),
        params,
        query,
      };
      expect(isRich(encodeData(data))).toBe(true);
      const { props: _, ...rest } = data;
      for (const props of [{}, { path }, { params }, { query }]) {
        const text = encodeData({ ...rest, props });
        expect(isRich(text)).toBe(false);
        expect(decodeData(text)).toEqual({ ...rest, props });
      }
    }
  });

  test("equal strings are no repeated reference", () => {
    expect(arePlainTrees({ props: { a: "same", b: "same" } })).toBe(true);
  });

  test("optional fields that are undefined do not cost the fast way", () => {
    const data: PageData = { ...page({ a: 1 }), error: undefined, publicEnv: undefined };
    expect(encodeData(data)).toBe(JSON.stringify(data));
    const rich = decodeData(encodeData({ ...data, props: { at: new Date(0) } }), parseRich);
    expect(Object.keys(rich)).toEqual(["props", "query", "params", "url"]);
  });

  test("reading rich text without its parser says so", () => {
    expect(() => decodeData(encodeData(page({ a: 1n })))).toThrow("parseRich");
  });
});

describe("round trips", () => {
  test("everything chapter 4 names survives", () => {
    const values = {
      date: new Date("2026-01-02T03:04:05.678Z"),
      noDate: new Date(Number.NaN),
      map: new Map<unknown, unknown>([
        ["a", 1],
        [{ k: 1 }, new Set([1])],
      ]),
      set: new Set([1, "a", null]),
      big: 123456789012345678901234567890n,
      url: new URL("https://example.com/a?b=c#d"),
      regexp: /a<\/script>b/giu,
      undef: undefined,
      nan: Number.NaN,
      minusZero: -0,
      infinities: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      bytes: new Uint8Array([1, 2, 255]),
    };
    const back = roundTrip(values);
    expect(back).toStrictEqual(values);
    expect(Object.is(back.minusZero, -0)).toBe(true);
    expect("undef" in back).toBe(true);
  });

  test("holes stay holes, in short and in very sparse arrays", () => {
    const long: unknown[] = [];
    long[1_000_000] = "end";
    // biome-ignore lint/suspicious/noSparseArray: the case under test
    const back = roundTrip({ short: [1, , 3], long }) as { short: unknown[]; long: unknown[] };
    expect(1 in back.short).toBe(false);
    expect(back.long.length).toBe(1_000_001);
    expect(Object.keys(back.long)).toEqual(["1000000"]);
  });

  test("repeated and circular references keep their identity", () => {
    const user: Props = { name: "Ada" };
    user.self = user;
    const back = roundTrip({ user, users: [user, user] }) as { user: Props; users: Props[] };
    expect(back.user.self).toBe(back.user);
    expect(back.users[0]).toBe(back.user);
    expect(back.users[1]).toBe(back.user);
  });

  test("a driver's subclass of Array arrives as an array", () => {
    class Rows extends Array<unknown> {
      command = "SELECT";
    }
    const rows = Rows.from([{ id: 1 }, { id: 2 }]);
    const text = encodeData(page({ rows }));
    expect(isRich(text)).toBe(false);
    expect(decodeData(text).props.rows).toStrictEqual([{ id: 1 }, { id: 2 }]);
  });

  test("a subclass of Array with toJSON is still an array", () => {
    class Odd extends Array<unknown> {
      toJSON() {
        return "odd";
      }
    }
    expect(roundTrip({ odd: Odd.from([1, 2]) }).odd).toStrictEqual([1, 2]);
  });

  test("a toJSON that is data is data", () => {
    expect(roundTrip({ toJSON: "yes" })).toEqual({ toJSON: "yes" });
  });

  test("getters are read", () => {
    const props = {
      get now() {
        return 1;
      },
    };
    expect(roundTrip(props)).toEqual({ now: 1 });
  });

  test("query and params have no prototype on arrival, plain or rich", () => {
    const query = Object.assign(Object.create(null), { constructor: "a", b: ["1", "2"] });
    for (const props of [{}, { at: new Date(0) }]) {
      const back = decodeData(encodeData({ ...page(props), query, params: { id: "7" } }), parseRich);
      expect(Object.getPrototypeOf(back.query)).toBe(null);
      expect(Object.getPrototypeOf(back.params)).toBe(null);
      expect({ ...back.query }).toEqual({ constructor: "a", b: ["1", "2"] });
      expect(back.params.id).toBe("7");
    }
  });

  test("error and publicEnv travel", () => {
    const data = {
      ...page({}),
      error: { status: 404, message: "<gone>", requestId: "r1" },
      publicEnv: { API_URL: "https://api" },
    };
    expect(decodeData(encodeData(data))).toEqual(data);
  });

  const hostileText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom("<", "/", "!", "-", "\u2028", "\u2029", "\\", '"', "\ud800", "é", "\0"),
    }),
    fc.constantFrom(
      "</script>",
      "</ScRiPt ",
      "<!--",
      "<script",
      "]]>",
      "&lt;",
      "\u2028",
      "\u2029",
      "__proto__",
    ),
  );
  const anyKey = fc.oneof(
    fc.string(),
    hostileText,
    fc.constantFrom("constructor", "prototype", "toString", "then"),
  );
  const key = anyKey.filter((text) => text !== "__proto__");

  const plainValue = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.oneof(hostileText, fc.boolean(), fc.constant(null), fc.integer(), plainDouble()),
      fc.array(tie("node"), { maxLength: 5 }),
      fc.dictionary(key, tie("node"), { maxKeys: 5, noNullPrototype: true }),
    ),
  })).node;

  const richValue = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.oneof(
        hostileText,
        fc.double(),
        fc.bigInt(),
        fc.constant(undefined),
        fc.date({ noInvalidDate: false }),
      ),
      fc.webUrl().map((text) => new URL(text)),
      fc.array(tie("node"), { maxLength: 5 }),
      fc.sparseArray(tie("node"), { maxNumElements: 4, maxLength: 20 }),
      fc.dictionary(key, tie("node"), { maxKeys: 5 }),
      fc.array(fc.tuple(tie("node"), tie("node")), { maxLength: 3 }).map((entries) => new Map(entries)),
      fc.array(tie("node"), { maxLength: 3 }).map((items) => new Set(items)),
    ),
  })).node;

  function plainDouble() {
    return fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((number) => (Object.is(number, -0) ? 0 : number));
  }

  test("property: plain trees", () => {
    fc.assert(
      fc.property(fc.dictionary(key, plainValue, { noNullPrototype: true }), (props) => {
        const text = encodeData(page(props));
        expect(isRich(text)).toBe(false);
        expect(text).not.toMatch(/[<\u2028\u2029]/);
        expect(same(decodeData(text).props, props)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("property: everything", () => {
    fc.assert(
      fc.property(fc.dictionary(key, richValue, { noNullPrototype: true }), (props) => {
        const text = encodeData(page(props));
        expect(text).not.toMatch(/[<\u2028\u2029]/);
        const back = decodeData(text, parseRich).props;
        // toEqual: in a tree that goes the fast way, null prototypes become ordinary.
        if (isRich(text)) expect(same(back, props)).toBe(true);
        else expect(back).toEqual(props);
      }),
      { numRuns: 1000 },
    );
  });

  test("property: the fast way is taken only when it loses nothing", () => {
    fc.assert(
      fc.property(fc.dictionary(anyKey, fc.oneof(plainValue, richValue)), (props) => {
        fc.pre(arePlainTrees(page(props)));
        const viaDevalue = devalue.parse(devalue.stringify(props)) as Props;
        expect(JSON.parse(JSON.stringify(props))).toEqual(viaDevalue);
      }),
      { numRuns: 1000 },
    );
  });
});
