import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CacheHeaderOptions, saysWhatCachesMay, storedHeaders } from "./stored-headers.ts";

const OPTIONS: CacheHeaderOptions = {
  terms: { fresh: 60, stale: 30, tags: ["a", "b"] },
  isForAll: true,
  varied: [],
  etag: '"tag"',
};

function stored(own: HeadersInit = {}, options: Partial<CacheHeaderOptions> = {}): Record<string, string> {
  return Object.fromEntries(storedHeaders(new Headers(own), { ...OPTIONS, ...options }));
}

const withTags = (...tags: string[]) => stored({}, { terms: { ...OPTIONS.terms, tags } })["cache-tag"];

describe("the headers of a stored page", () => {
  test("let browsers ask again, and caches in front keep it for as long as this one", () => {
    expect(stored()).toEqual({
      "cache-control": "public, max-age=0, must-revalidate",
      "cdn-cache-control": "public, max-age=60, stale-while-revalidate=30",
      "cache-tag": "a,b",
      etag: '"tag"',
    });
  });

  test("speak of whole seconds, never more of them", () => {
    const terms = { fresh: 1.9, stale: 0, tags: [] };
    expect(stored({}, { terms })).toMatchObject({ "cdn-cache-control": "public, max-age=1" });
    expect(stored({}, { terms })).not.toHaveProperty("cache-tag");
  });

  test("of a page that is not for all leave nothing to caches in between", () => {
    expect(stored({}, { isForAll: false })).toEqual({ "cache-control": "private, no-cache", etag: '"tag"' });
  });

  test("are the page's own first", () => {
    const own = { "Cache-Control": "public, max-age=5", ETag: 'W/"own"', "Cache-Tag": "mine", "X-Own": "1" };
    const expected = {
      "cache-control": "public, max-age=5",
      etag: 'W/"own"',
      "cache-tag": "mine",
      "x-own": "1",
    };
    expect(stored(own)).toEqual(expected);
    expect(stored({ "CDN-Cache-Control": "max-age=7" })).toMatchObject({
      "cache-control": "public, max-age=0, must-revalidate",
      "cdn-cache-control": "max-age=7",
    });
  });

  test("leave out what was about one connection, one moment or one visitor", () => {
    const own = {
      ...{ Connection: "close, X-Hop ,X-Other", "X-Hop": "1", "X-Other": "1", "Keep-Alive": "timeout=5" },
      ...{ "Proxy-Connection": "close", TE: "trailers", Trailer: "X", "Transfer-Encoding": "chunked" },
      ...{ Upgrade: "h2c", Age: "7", "Content-Length": "3", Date: "Sat, 01 Nov 2025 00:00:00 GMT" },
      ...{ "Set-Cookie": "a=b", "X-Bunsen-Cache": "HIT", "X-Kept": "1" },
    };
    expect(Object.keys(stored(own)).sort()).toEqual([
      "cache-control",
      "cache-tag",
      "cdn-cache-control",
      "etag",
      "x-kept",
    ]);
  });

  test("leave a Connection out that names nothing", () => {
    expect(stored({ connection: " , ,, ", "x-kept": "1" })).toMatchObject({ "x-kept": "1" });
  });

  test("name what the page varies on, besides what it says itself", () => {
    expect(stored({}, { varied: ["cookie", "x-a"] })).toMatchObject({ vary: "cookie, x-a" });
    expect(stored({ vary: "X-A" }, { varied: ["cookie", "x-a"] })).toMatchObject({ vary: "X-A, cookie" });
  });
});

describe("Cache-Tag", () => {
  test.each([
    [["a b", "c,d"], "a%20b,c%2Cd"],
    [["ü", "😀", "\n"], "%C3%BC,%F0%9F%98%80,%0A"],
    [["a/b:c*!'()", "~"], "a/b:c*!'(),~"],
  ])("of %j is %s", (tags, header) => {
    expect(withTags(...tags)).toBe(header);
  });

  test("is one member for each tag, whatever is in it", () => {
    const tag = fc.string({ unit: "binary", minLength: 1 }).map((text) => text.toWellFormed());
    fc.assert(
      fc.property(fc.array(tag, { minLength: 1, maxLength: 5 }), (tags) => {
        expect(withTags(...tags)).toMatch(/^[!-~]+$/);
        expect(withTags(...tags)?.split(",")).toHaveLength(tags.length);
      }),
    );
  });

  test("is left out where a proxy would refuse it, rather than cut", () => {
    expect(withTags("a".repeat(4000), "b".repeat(4191))).toHaveLength(8192);
    expect(withTags("a".repeat(4000), "b".repeat(4192))).toBeUndefined();
  });
});

test.each([
  [{}, true, false],
  [{ "cache-control": "public, max-age=5" }, true, true],
  [{ "cdn-cache-control": "max-age=7" }, true, true],
  [{}, false, true],
])("a page of %j, for all: %j, says itself what caches may: %j", (own, isForAll, says) => {
  const headers = storedHeaders(new Headers(own), { ...OPTIONS, isForAll });
  expect(saysWhatCachesMay(headers, OPTIONS.terms)).toBe(says);
});
