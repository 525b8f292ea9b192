import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Params } from "../api/route-types.ts";
import { canonicalizePath, segmentFault } from "../http/path.ts";
import { buildHref, type HrefParams, type HrefSearch } from "./href.ts";
import { createMatcher } from "./match.ts";
import { PatternError, parsePattern } from "./pattern.ts";

describe("buildHref", () => {
  it.each<[string, HrefParams | undefined, string]>([
    ["/", undefined, "/"],
    ["/about", {}, "/about"],
    ["/café", undefined, "/caf%C3%A9"],
    ["/blog/[slug]", { slug: "hello" }, "/blog/hello"],
    ["/blog/[slug]", { slug: "a/b c?d#e%f" }, "/blog/a%2Fb%20c%3Fd%23e%25f"],
    ["/blog/[slug]", { slug: 42 }, "/blog/42"],
    ["/blog/[slug]", { slug: "//evil.com" }, "/blog/%2F%2Fevil.com"],
    ["/[x]", { x: "/evil.com" }, "/%2Fevil.com"],
    ["/feed/[id].json", { id: "1" }, "/feed/1.json"],
    ["/feed/[id].json", { id: "." }, "/feed/..json"],
    ["/docs/[...path]", { path: ["a", "b c"] }, "/docs/a/b%20c"],
    ["/docs/[...path]", { path: [1, "x/y"] }, "/docs/1/x%2Fy"],
    ["/shop/[[...path]]", {}, "/shop"],
    ["/shop/[[...path]]", { path: [] }, "/shop"],
    ["/shop/[[...path]]", { path: undefined }, "/shop"],
    ["/shop/[[...path]]", { path: ["a"] }, "/shop/a"],
    ["/[[...path]]", {}, "/"],
    ["/about", { gone: undefined }, "/about"],
  ])("%s with %j is %s", (id, params, href) => {
    expect(buildHref(id, params)).toBe(href);
  });

  it.each<[HrefSearch, string]>([
    [{}, "/x"],
    [{ a: undefined }, "/x"],
    [{ a: [] }, "/x"],
    [{ q: "a b&c=d" }, "/x?q=a+b%26c%3Dd"],
    [{ page: 2, all: true, none: false, empty: "" }, "/x?page=2&all=true&none=false&empty="],
    [{ tag: ["a", "b"], z: [1, undefined] }, "/x?tag=a&tag=b&z=1"],
  ])("appends the search %j", (search, href) => {
    expect(buildHref("/x", {}, search)).toBe(href);
  });

  it.each<[string, unknown, string]>([
    ["/blog/[slug]", {}, '"slug" is missing'],
    ["/blog/[slug]", undefined, '"slug" is missing'],
    ["/blog/[slug]", { slug: undefined }, '"slug" is missing'],
    ["/blog/[constructor]", {}, '"constructor" is missing'],
    ["/blog/[slug]", { slug: "a", page: 1 }, 'no parameter "page"'],
    ["/about", { slug: "a" }, 'no parameter "slug"'],
    ["/blog/[slug]", { slug: "" }, "is empty"],
    ["/feed/[id].json", { id: "" }, "is empty"],
    ["/docs/[...path]", { path: ["a", ""] }, "an empty segment"],
    ["/blog/[slug]", { slug: "." }, "a dot segment"],
    ["/blog/[slug]", { slug: ".." }, "a dot segment"],
    ["/docs/[...path]", { path: ["..", "x"] }, "a dot segment"],
    ["/x/.[id]", { id: "." }, "a dot segment"],
    ["/blog/[slug]", { slug: "a\\b" }, "a backslash"],
    ["/blog/[slug]", { slug: "a\nb" }, "a control character"],
    ["/blog/[slug]", { slug: "\ufffd" }, "U+FFFD"],
    ["/blog/[slug]", { slug: "\ud800" }, "surrogate"],
    ["/blog/[slug]", { slug: ["a"] }, "must be a string"],
    ["/blog/[slug]", { slug: null }, "must be a string"],
    ["/docs/[...path]", { path: "a" }, "must be a list"],
    ["/docs/[...path]", { path: [] }, "at least one"],
    ["/docs/[...path]", {}, "at least one"],
    ["/docs/[...path]", { path: [{}] }, "must hold strings"],
  ])("refuses %s with %j: %s", (id, params, message) => {
    const call = () => buildHref(id, params as HrefParams);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  it("refuses what is no pattern", () => {
    expect(() => buildHref("/[a")).toThrow(PatternError);
    expect(() => buildHref("https://evil.com")).toThrow(PatternError);
  });

  it("gives back its parameters when it is routed", () => {
    const value = fc
      .string({ unit: "binary", minLength: 1 })
      .filter((text) => segmentFault(text) === undefined);
    const params = fc.record({ one: value, two: value, rest: fc.array(value, { maxLength: 4 }) });
    const id = "/a b/[one]/p-[two].json/[[...rest]]";
    const matcher = createMatcher([{ segments: parsePattern(id), value: id }]);
    const check = (given: Params) => {
      const href = buildHref(id, given);
      const path = canonicalizePath(new URL(href, "http://localhost").pathname);
      if ("reason" in path) throw new Error(path.reason);
      expect(path).toMatchObject({ path: href, redirect: false });
      expect({ ...matcher.match(path)?.params }).toEqual(given);
    };
    fc.assert(fc.property(params, check), { numRuns: 1000 });
  });

  it("forgets ids rather than fill the memory, and still knows them", () => {
    for (let index = 0; index < 10_000; index++) {
      expect(buildHref(`/x${index}/[id]`, { id: index })).toBe(`/x${index}/${index}`);
    }
  });
});
