import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePatterns, PatternError, parsePattern, patternKey } from "./pattern.ts";

describe("parsePattern", () => {
  it.each([
    ["/", []],
    ["/about", [{ kind: "static", value: "about" }]],
    ["/sitemap.xml", [{ kind: "static", value: "sitemap.xml" }]],
    [
      "/blog/[slug]",
      [
        { kind: "static", value: "blog" },
        { kind: "param", name: "slug" },
      ],
    ],
    [
      "/docs/[...path]",
      [
        { kind: "static", value: "docs" },
        { kind: "rest", name: "path" },
      ],
    ],
    ["/[[...path]]", [{ kind: "optional-rest", name: "path" }]],
    ["/[id].json", [{ kind: "mixed", prefix: "", name: "id", suffix: ".json" }]],
    ["/post-[id].v2", [{ kind: "mixed", prefix: "post-", name: "id", suffix: ".v2" }]],
    [
      "/日本/[名前]",
      [
        { kind: "static", value: "日本" },
        { kind: "param", name: "名前" },
      ],
    ],
    ["/[post-id]", [{ kind: "param", name: "post-id" }]],
    ["/[constructor]", [{ kind: "param", name: "constructor" }]],
  ])("reads %s", (id, segments) => {
    expect(parsePattern(id)).toEqual(segments);
  });

  it.each([
    ["", "does not start with a slash"],
    ["about", "does not start with a slash"],
    ["//a", "empty segment"],
    ["/a/", "empty segment"],
    ["/[", "brackets"],
    ["/]", "brackets"],
    ["/a]b[c", "brackets"],
    ["/[a", "brackets"],
    ["/a]", "brackets"],
    ["/[a]]", "brackets"],
    ["/[[a]", "brackets"],
    ["/[[...a]", "brackets"],
    ["/[a]-[b]", "brackets"],
    ["/[...a][b]", "brackets|parameter"],
    ["/[[a]]", "optional parameter for one segment"],
    ["/[]", "without a name"],
    ["/[...]", "without a name"],
    ["/[[...]]", "without a name"],
    ["/[..]", "cannot be the name"],
    ["/[a.b]", "cannot be the name"],
    ["/[a b]", "cannot be the name"],
    ["/[....a]", "cannot be the name"],
    ["/[__proto__]", "cannot be the name"],
    ["/[...__proto__]", "cannot be the name"],
    ["/x[...a]", "beside a rest"],
    ["/[...a].json", "beside a rest"],
    ["/[...a]/b", "not the last"],
    ["/[[...a]]/[b]", "not the last"],
    ["/[a]/x/[a]", "twice"],
    ["/[a]/[a].json", "twice"],
  ])("refuses %s", (id, message) => {
    expect(() => parsePattern(id)).toThrow(PatternError);
    expect(() => parsePattern(id)).toThrow(new RegExp(message));
  });

  it("never says anything but PatternError, with a hint", () => {
    const text = fc.string({ unit: fc.constantFrom("[", "]", ".", "/", "a", "b", "_") });
    const check = (id: string) => {
      try {
        for (const segment of parsePattern(`/${id}`)) {
          const parts = segment.kind === "static" ? [segment.value] : [segment.name];
          expect(parts.join()).not.toMatch(/[[\]/]|^$/);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(PatternError);
        expect((error as PatternError).hint).not.toBe("");
      }
    };
    fc.assert(fc.property(text, check), { numRuns: 2000 });
  });
});

describe("comparePatterns", () => {
  const order = [
    "/",
    "/a",
    "/a/b",
    "/a/b-[id].json",
    "/a/[id].tar.gz",
    "/a/post-[id]",
    "/a/[id].json",
    "/a/[id]",
    "/a/[id]/x",
    "/a/[id]/[other]",
    "/a/[id]/[...rest]",
    "/a/[id]/[[...rest]]",
    "/a/[...rest]",
    "/a/[[...rest]]",
    "/b",
    "/x-[a]",
    "/[a]/x",
    "/[b]/[c]",
    "/[...z]",
    "/[[...all]]",
  ];

  it("sorts by precedence, from whatever order", () => {
    for (let round = 0; round < 100; round++) {
      const shuffled = shuffle(order);
      expect(shuffled.sort((a, b) => comparePatterns(parsePattern(a), parsePattern(b)))).toEqual(order);
    }
  });

  it("looks at parameter names last", () => {
    expect(comparePatterns(parsePattern("/[a]/[c]"), parsePattern("/[b]/x"))).toBeGreaterThan(0);
    expect(comparePatterns(parsePattern("/[a]/x"), parsePattern("/[b]/x"))).toBeLessThan(0);
    expect(comparePatterns(parsePattern("/[a]/x"), parsePattern("/[a]/x"))).toBe(0);
  });
});

describe("patternKey", () => {
  it.each([
    ["/[a]", "/[b]", true],
    ["/[...a]", "/[...b]", true],
    ["/[a].json", "/[b].json", true],
    ["/[a]/x", "/[b]/y", false],
    ["/[a]", "/[...a]", false],
    ["/[...a]", "/[[...a]]", false],
    ["/", "/[[...a]]", false],
    ["/[a].json", "/[a].xml", false],
    ["/x[a]", "/[a]x", false],
    ["/a/b", "/a", false],
  ])("of %s and %s: equal is %s", (a, b, equal) => {
    expect(patternKey(parsePattern(a)) === patternKey(parsePattern(b))).toBe(equal);
  });
});

function shuffle<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
