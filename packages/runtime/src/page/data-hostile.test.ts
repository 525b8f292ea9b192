import { describe, expect, test, vi } from "vitest";
import type { PageData } from "./data.ts";
import { decodeData } from "./data-decode.ts";
import { encodeData } from "./data-encode.ts";
import { parseRich } from "./data-rich.ts";

type Props = Record<string, unknown>;

function page(props: Props): PageData {
  return { props, query: {}, params: {}, url: "https://example.com/" };
}

function roundTrip(props: Props): Props {
  return decodeData(encodeData(page(props)), parseRich).props;
}

/** An own `__proto__` key, as JSON.parse makes it from a hostile body. */
const hostile = (value: unknown): Props => JSON.parse(`{"a":1,"__proto__":${JSON.stringify(value)}}`);

describe("text that could end or reopen a script", () => {
  const payloads = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "a\u2028b\u2029c",
    "</SCRIPT\t>",
    "]]>",
  ];

  test.each(payloads)("%j as value and as key, plain and rich", (payload) => {
    for (const extra of [{}, { at: new Date(0) }]) {
      const props = { [payload]: payload, list: [{ [payload]: [payload] }], ...extra };
      const data = { ...page(props), query: { [payload]: payload }, url: `https://example.com/?${payload}` };
      const text = encodeData(data);
      expect(text).not.toMatch(/[<\u2028\u2029]/);
      expect(decodeData(text, parseRich)).toEqual(data);
    }
  });

  test("text that looks like our escapes stays itself", () => {
    const props = { a: "\\u003C", b: "\\\\u2028 <" };
    expect(roundTrip(props)).toEqual(props);
  });
});

describe("prototype keys", () => {
  test("an own __proto__ is dropped at any depth, and reported, without touching the object", () => {
    const deep = hostile({ polluted: true });
    const props = { list: [{ deep }], map: new Map([["k", hostile([1])]]) };
    const onWarning = vi.fn();
    const text = encodeData(page(props), onWarning);
    expect(text).not.toContain("__proto__");
    expect(onWarning.mock.calls).toEqual([
      [
        "props.list[0].deep has an own key named __proto__, which is not sent to the browser (and 1 more like it).",
      ],
    ]);
    expect(Object.keys(deep)).toEqual(["a", "__proto__"]);
    const back = decodeData(text, parseRich).props;
    expect(back).toEqual({ list: [{ deep: { a: 1 } }], map: new Map([["k", { a: 1 }]]) });
    expect(({} as Props).polluted).toBe(undefined);
  });

  test("in props, query and params themselves, also without a prototype", () => {
    const query = Object.assign(Object.create(null), { q: "1" });
    Object.defineProperty(query, "__proto__", { value: "x", enumerable: true });
    const data = { props: hostile({ polluted: 1 }), query, params: {}, url: "/" };
    const onWarning = vi.fn();
    const back = decodeData(encodeData(data, onWarning), parseRich);
    expect(Object.keys(back.props)).toEqual(["a"]);
    expect(Object.keys(back.query)).toEqual(["q"]);
    expect(onWarning).toHaveBeenCalledOnce();
  });

  test("what is behind a dropped key need not be sendable", () => {
    const object = { a: 1 };
    Object.defineProperty(object, "__proto__", { value: () => 1, enumerable: true });
    expect(roundTrip({ object })).toEqual({ object: { a: 1 } });
  });

  test("__proto__ as text and as a Map's key is data", () => {
    const props = { text: '"__proto__":', map: new Map([["__proto__", 1]]) };
    const onWarning = vi.fn();
    expect(decodeData(encodeData(page(props), onWarning), parseRich).props).toEqual(props);
    expect(onWarning).not.toHaveBeenCalled();
  });

  test("constructor and prototype survive as own data", () => {
    for (const extra of [{}, { at: new Date(0) }]) {
      const props = JSON.parse(
        '{"constructor":{"prototype":{"polluted":1}},"prototype":2,"hasOwnProperty":3}',
      );
      const back = roundTrip({ ...props, ...extra });
      expect(back).toEqual({ ...props, ...extra });
      expect(Object.hasOwn(back, "constructor")).toBe(true);
      expect(({} as Props).polluted).toBe(undefined);
    }
  });

  test("decoding damaged or hostile text pollutes nothing", () => {
    const texts = [
      '{"props":{"__proto__":{"polluted":1}},"query":{"__proto__":{"polluted":1}},"params":{},"__proto__":{"polluted":1}}',
      '[{"props":1,"query":1,"params":1},{"__proto__":2},{"polluted":3},1]',
      '[["null","__proto__",1],{"polluted":2},1]',
      '[["__proto__",0]]',
    ];
    for (const text of texts) {
      try {
        decodeData(text, parseRich);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
      expect(({} as Props).polluted).toBe(undefined);
      expect(({} as Props).a).toBe(undefined);
    }
  });
});
