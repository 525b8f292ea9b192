import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TrailingSlash } from "../api/define-server.ts";
import type { Segment } from "../contract/route-table.ts";
import { canonicalizePath, encodeSegment } from "../http/path.ts";
import { createMatcher, type Matcher } from "./match.ts";
import { comparePatterns, parsePattern, patternKey } from "./pattern.ts";

function matcherOf(ids: string[]): Matcher<string> {
  return createMatcher(ids.map((id) => ({ segments: parsePattern(id), value: id })));
}

function match(matcher: Matcher<string>, rawPath: string, trailingSlash?: TrailingSlash) {
  const path = canonicalizePath(rawPath, trailingSlash);
  return "reason" in path ? path : matcher.match(path);
}

const IDS = [
  "/",
  "/about",
  "/blog",
  "/blog/new",
  "/blog/[slug]",
  "/blog/[slug]/edit",
  "/docs/[...path]",
  "/docs/intro",
  "/shop/[[...path]]",
  "/shop/cart",
  "/feed/[id].json",
  "/feed/[id].min.json",
  "/feed/post-[id].json",
  "/feed/[id]",
  "/feed/latest.json",
  "/[user]/settings",
  "/[org]/[repo]",
  "/sitemap.xml",
  "/日本/[名前]",
  "/café",
  "/files/[...path]",
  "/files/[a]/[b]/[c]",
];

describe("match", () => {
  it.each([
    ["/", "/", {}],
    ["/about", "/about", {}],
    ["/%61bout", "/about", {}],
    ["/about/", "/about", {}],
    ["/blog", "/blog", {}],
    ["/blog/new", "/blog/new", {}],
    ["/blog/hello", "/blog/[slug]", { slug: "hello" }],
    ["/blog/a%2Fb", "/blog/[slug]", { slug: "a/b" }],
    ["/blog/%252F", "/blog/[slug]", { slug: "%2F" }],
    ["/blog/new/edit", "/blog/[slug]/edit", { slug: "new" }],
    ["/docs/intro", "/docs/intro", {}],
    ["/docs/a", "/docs/[...path]", { path: ["a"] }],
    ["/docs/a/b%20c/d", "/docs/[...path]", { path: ["a", "b c", "d"] }],
    ["/docs/intro/x", "/docs/[...path]", { path: ["intro", "x"] }],
    ["/shop", "/shop/[[...path]]", { path: [] }],
    ["/shop/cart", "/shop/cart", {}],
    ["/shop/cart/x", "/shop/[[...path]]", { path: ["cart", "x"] }],
    ["/feed/latest.json", "/feed/latest.json", {}],
    ["/feed/1.json", "/feed/[id].json", { id: "1" }],
    ["/feed/1.min.json", "/feed/[id].min.json", { id: "1" }],
    ["/feed/post-1.json", "/feed/post-[id].json", { id: "1" }],
    ["/feed/post-.json", "/feed/[id].json", { id: "post-" }],
    ["/feed/.json", "/feed/[id]", { id: ".json" }],
    ["/feed/1.xml", "/feed/[id]", { id: "1.xml" }],
    ["/ann/settings", "/[user]/settings", { user: "ann" }],
    ["/ann/project", "/[org]/[repo]", { org: "ann", repo: "project" }],
    ["/about/settings", "/[user]/settings", { user: "about" }],
    ["/docs", null, {}],
    ["/index", null, {}],
    ["/ABOUT", null, {}],
    ["/About", null, {}],
    ["/admin%2Fabout", null, {}],
    ["/feed", null, {}],
    ["/blog/a/b/c", null, {}],
    ["/sitemap.xml", "/sitemap.xml", {}],
    ["/%E6%97%A5%E6%9C%AC/%E6%9C%A8", "/日本/[名前]", { 名前: "木" }],
    ["/caf%C3%A9", "/café", {}],
    ["/caf%c3%a9", "/café", {}],
    ["/cafe%CC%81", null, {}],
    ["/files/1/2/3", "/files/[a]/[b]/[c]", { a: "1", b: "2", c: "3" }],
    ["/files/1/2/3/4", "/files/[...path]", { path: ["1", "2", "3", "4"] }],
    ["/files/1/2", "/files/[...path]", { path: ["1", "2"] }],
  ])("%s leads to %s", (path, value, params) => {
    const found = match(matcherOf(IDS), path);
    expect(found).toEqual(
      value === null ? null : { value, params: Object.assign(Object.create(null), params) },
    );
  });

  it("does not depend on the order of the entries", () => {
    const paths = [
      "/",
      "/about",
      "/blog/x",
      "/blog/new/edit",
      "/docs/a/b",
      "/shop",
      "/feed/post-1.min.json",
      "/a/b",
      "/files/1/2/3",
    ];
    const expected = paths.map((path) => match(matcherOf(IDS), path));
    for (let round = 0; round < 100; round++) {
      const shuffled = IDS.toSorted(() => Math.random() - 0.5);
      const matcher = matcherOf(shuffled);
      expect(paths.map((path) => match(matcher, path))).toEqual(expected);
    }
  });

  it("finds static routes under either trailing slash policy", () => {
    const matcher = matcherOf(["/", "/about", "/robots.txt", "/[x]/y"]);
    for (const policy of ["never", "always", "ignore"] as const) {
      for (const path of ["/about", "/about/"])
        expect(match(matcher, path, policy)).toMatchObject({ value: "/about" });
      expect(match(matcher, "/", policy)).toMatchObject({ value: "/" });
      expect(match(matcher, "/robots.txt", policy)).toMatchObject({ value: "/robots.txt" });
      expect(match(matcher, "/1/y", policy)).toMatchObject({ value: "/[x]/y", params: { x: "1" } });
    }
  });

  it("gives params without a prototype, whatever their names and values", () => {
    const matcher = matcherOf(["/static", "/p/[constructor]/[toString]"]);
    const found = match(matcher, "/p/__proto__/x");
    expect(found).toMatchObject({ params: { constructor: "__proto__", toString: "x" } });
    const none = match(matcher, "/static");
    for (const result of [found, none]) {
      if (!result || "reason" in result) throw new Error("no match");
      expect(Object.getPrototypeOf(result.params)).toBe(null);
    }
    expect(none && "params" in none && Object.isFrozen(none.params)).toBe(true);
    expect(match(matcher, "/__proto__")).toBe(null);
    expect(match(matcher, "/constructor")).toBe(null);
  });

  it("gives rest parameters that a page may change", () => {
    const matcher = matcherOf(["/[[...path]]"]);
    const path = canonicalizePath("/a/b");
    if ("reason" in path) throw new Error(path.reason);
    const list = matcher.match(path)?.params.path;
    if (!Array.isArray(list)) throw new Error("no list");
    list.push("c");
    expect(matcher.match(path)?.params.path).toEqual(["a", "b"]);
  });

  it.each([
    [["/[a]", "/[b]"]],
    [["/x", "/x"]],
    [["/[...a]", "/[...b]"]],
    [["/[[...a]]", "/[[...b]]"]],
    [["/p/[a].json", "/p/[b].json"]],
  ])("refuses two entries for the same URLs: %s", (ids) => {
    expect(() => matcherOf(ids)).toThrow("same URLs");
  });

  it("refuses a rest before the end", () => {
    const segments: Segment[] = [
      { kind: "rest", name: "a" },
      { kind: "static", value: "b" },
    ];
    expect(() => createMatcher([{ segments, value: 1 }])).toThrow("before the end");
  });

  it("without entries matches nothing", () => {
    expect(match(matcherOf([]), "/")).toBe(null);
    expect(match(matcherOf([]), "/a/b")).toBe(null);
  });
});

describe("match, against a search through all patterns", { timeout: 60_000 }, () => {
  const name = fc.constantFrom("a", "b");
  const text = fc.constantFrom("x", "y", "xy", "x.y", "x.x");
  const segment: fc.Arbitrary<Segment> = fc.oneof(
    fc.record({ kind: fc.constant("static" as const), value: text }),
    fc.record({ kind: fc.constant("param" as const), name }),
    fc.constantFrom<Segment>(
      { kind: "mixed", prefix: "x", name: "a", suffix: "" },
      { kind: "mixed", prefix: "", name: "a", suffix: "y" },
      { kind: "mixed", prefix: "x", name: "b", suffix: "y" },
      { kind: "mixed", prefix: "x.", name: "b", suffix: "" },
    ),
  );
  const rest = fc.option(
    fc.record({ kind: fc.constantFrom("rest" as const, "optional-rest" as const), name: fc.constant("r") }),
    { nil: undefined },
  );
  const pattern = fc
    .tuple(fc.array(segment, { maxLength: 3 }), rest)
    .map(([segments, last]): Segment[] => (last ? [...segments, last] : segments));
  const table = fc.uniqueArray(pattern, { selector: patternKey, maxLength: 12 });

  it("finds the first of those that match, by comparePatterns", () => {
    const check = (patterns: Segment[][], path: string[]) => {
      const matcher = createMatcher(patterns.map((segments) => ({ segments, value: segments })));
      const found = matcher.match({
        path: `/${path.map(encodeSegment).join("/")}`,
        segments: path,
        redirect: false,
      });
      const expected = patterns.filter((candidate) => matches(candidate, path)).sort(comparePatterns)[0];
      expect(found?.value).toEqual(expected);
    };
    fc.assert(fc.property(table, fc.array(text, { maxLength: 4 }), check), { numRuns: 2000 });
  });

  /** What a pattern means, without any cleverness. */
  function matches(pattern: Segment[], path: string[]): boolean {
    return new RegExp(`^${pattern.map(source).join("")}$`).test(path.map((part) => `/${part}`).join(""));
  }

  function source(part: Segment): string {
    if (part.kind === "static") return `/${quoted(part.value)}`;
    if (part.kind === "mixed") return `/${quoted(part.prefix)}[^/]+${quoted(part.suffix)}`;
    if (part.kind === "param") return "/[^/]+";
    return part.kind === "rest" ? "(/[^/]+)+" : "(/[^/]+)*";
  }

  function quoted(text: string): string {
    return text.replaceAll(".", "\\.");
  }
});
