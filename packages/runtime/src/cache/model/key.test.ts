import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RequestTarget, requestTarget } from "../../http/target.ts";
import { type CacheKey, cacheKey, type KeyRules, keyedRequest } from "./key.ts";
import { cacheSearch } from "./query.ts";
import { type KeyedInput, parseKeyedInput } from "./vary.ts";

const NO_RULES: KeyRules = { query: undefined, vary: [] };

function target(url: string): RequestTarget {
  const found = requestTarget(url, "/");
  if (!found || "reason" in found) throw new Error(`${url} is no target`);
  return found;
}

function keyOf(url: string, headers: HeadersInit = {}, rules = NO_RULES): CacheKey {
  return cacheKey(target(url), new Headers(headers), rules);
}

function inputs(...texts: string[]): KeyedInput[] {
  return texts.map((text) => parseKeyedInput(text) ?? expect.fail(`${text} is no input`));
}

const name = fc.oneof(
  fc.constantFrom(
    "a",
    "b",
    "A",
    "a[]",
    "__proto__",
    "constructor",
    "toString",
    "",
    "utm_source",
    "gclid",
    "\n",
  ),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const value = fc.oneof(
  fc.constantFrom(
    "",
    "1",
    "&",
    "=",
    "+",
    " ",
    "%",
    "%2B",
    "#",
    "?",
    "\n",
    '"',
    "\ud800",
    "é",
    "\u2028",
    "\0",
  ),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const pairs = fc.array(fc.tuple(name, value), { maxLength: 5 });
const names = fc.option(fc.uniqueArray(name, { maxLength: 4 }), { nil: undefined });
const search = (from: [string, string][]) => (from.length === 0 ? "" : `?${new URLSearchParams(from)}`);
/** Bytes of all kinds, as they can stand in a request line. */
const rawSearch = fc
  .array(
    fc.constantFrom(..."a b c 1 & && = == + %26 %3D %2B %20 %C3%A9 %FF %00 %0A % %zz ; ? ??".split(" "), ""),
  )
  .map((parts) => (parts.length === 0 ? "" : `?${parts.join("")}`));

/** What a page can see of a search: each name with its values in order. */
function seen(search: string): Map<string, string[]> {
  const parameters = new URLSearchParams(search);
  return new Map([...new Set(parameters.keys())].sort().map((name) => [name, parameters.getAll(name)]));
}

describe("the search in a key", () => {
  test("is its own key", () => {
    fc.assert(
      fc.property(rawSearch, names, (raw, kept) => {
        const once = cacheSearch(raw, kept);
        expect(cacheSearch(once, kept)).toBe(once);
        expect(once).not.toBe("?");
      }),
    );
  });

  test("is the same exactly for what a page could not tell apart", () => {
    fc.assert(
      fc.property(pairs, pairs, fc.boolean(), (a, b, shuffled) => {
        const other = shuffled ? [...a].reverse() : b;
        const kept = (from: [string, string][]) => seen(cacheSearch(search(from), undefined));
        const isSame = Bun.deepEquals(kept(a), kept(other));
        expect(cacheSearch(search(a), undefined) === cacheSearch(search(other), undefined)).toBe(isSame);
      }),
    );
  });

  test("holds the named parameters and nothing else", () => {
    fc.assert(
      fc.property(rawSearch, pairs, names, (raw, more, kept) => {
        const whole = `${raw === "" ? "?" : `${raw}&`}${new URLSearchParams(more)}`;
        const isKept = (each: string) =>
          kept ? kept.includes(each) : !each.startsWith("utm_") && each !== "gclid";
        const expected = [...seen(whole)].filter(([each]) => isKept(each));
        expect([...seen(cacheSearch(whole, kept))]).toEqual(expected);
      }),
    );
  });

  test.each([
    "utm_source=a",
    "utm_=a",
    "gclid=x&fbclid=y&msclkid=z",
    "_ga=1&mc_eid=2",
    "ScCid=1&sccid=2",
    "%75tm_source=a",
  ])("does not know %s", (tracking) => {
    expect(cacheSearch(`?a=1&${tracking}`, undefined)).toBe("?a=1");
    expect(cacheSearch(`?${tracking}`, undefined)).toBe("");
  });

  test.each(["UTM_source=a", "utm=a", "my_gclid=a", "GCLID=a", "xutm_source=a"])("knows %s", (other) => {
    expect(cacheSearch(`?${other}`, undefined)).toBe(`?${other}`);
  });
});

describe("the key", () => {
  const rules: KeyRules = {
    query: undefined,
    vary: inputs("x-a", "x-b", "cookie:c", "cookie:__proto__"),
  };
  const origin = fc.constantFrom(
    "http://a.example",
    "http://b.example",
    "https://a.example",
    "http://a.example:81",
  );
  const path = fc.constantFrom("/", "/a", "/a/b", "/a%2Fb", "/A", "/a%C3%A9b");
  const headerValue = fc.option(
    fc.string({
      unit: fc.constantFrom("a", '"', ",", "\\", "[", "]", "\t", "é", "null", "]\\n["),
      maxLength: 4,
    }),
    { nil: undefined },
  );
  const cookieValue = fc.option(
    fc.string({
      unit: fc.constantFrom("a", '"', "%", "%22", "%2C", "\\", "%0A", "%E2%82%AC", "="),
      maxLength: 4,
    }),
    { nil: undefined },
  );
  interface Asked {
    origin: string;
    path: string;
    search: string;
    a: string | undefined;
    b: string | undefined;
    c: string | undefined;
    proto: string | undefined;
  }
  const asked: fc.Arbitrary<Asked> = fc.record({
    origin,
    path,
    search: rawSearch,
    a: headerValue,
    b: headerValue,
    c: cookieValue,
    proto: cookieValue,
  });

  function visitor({ a, b, c, proto }: Asked): Headers {
    const headers = new Headers({ authorization: "Bearer secret", "x-other": "other" });
    if (a !== undefined) headers.set("x-a", a);
    if (b !== undefined) headers.set("x-b", b);
    const cookies = ["session=secret"];
    if (c !== undefined) cookies.push(`c=${c}`);
    if (proto !== undefined) cookies.push(`__proto__=${proto}`);
    headers.set("cookie", cookies.join("; "));
    return headers;
  }

  const keyFor = (from: Asked) =>
    cacheKey(target(from.origin + from.path + from.search), visitor(from), rules);
  const shown = (request: Request) => ({ url: request.url, headers: [...request.headers] });

  test("says all that the page is rendered from: equal keys, equal requests; other requests, other keys", () => {
    const change = fc.record({
      field: fc.constantFrom("origin", "path", "search", "a", "b", "c", "proto"),
      from: asked,
    });
    fc.assert(
      fc.property(asked, fc.array(change, { maxLength: 2 }), (one, changes) => {
        const other = { ...one };
        for (const { field, from } of changes) Object.assign(other, { [field]: from[field as keyof Asked] });
        const [key, otherKey] = [keyFor(one), keyFor(other)];
        const [request, otherRequest] = [keyedRequest(key, rules), keyedRequest(otherKey, rules)];
        expect(key.text === otherKey.text).toBe(Bun.deepEquals(shown(request), shown(otherRequest)));
      }),
      { numRuns: 1000 },
    );
  });

  test("holds nothing else of the visitor", () => {
    fc.assert(
      fc.property(asked, (one) => {
        const key = keyFor(one);
        const request = keyedRequest(key, rules);
        expect(key.text).not.toContain("secret");
        expect(
          [...request.headers.keys()].filter((each) => !["x-a", "x-b", "cookie"].includes(each)),
        ).toEqual([]);
        expect(request.headers.get("cookie") ?? "").not.toContain("secret");
        expect([request.method, request.body]).toEqual(["GET", null]);
      }),
    );
  });

  test("of the request that a page is rendered for is the same key", () => {
    fc.assert(
      fc.property(asked, (one) => {
        const key = keyFor(one);
        const request = keyedRequest(key, rules);
        const again = cacheKey(target(request.url), request.headers, rules);
        expect(again).toEqual(key);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["http://a.example/plain?", "http://a.example/plain"],
    ["http://a.example/?", "http://a.example/"],
    ["http://a.example/plain?utm_source=a", "http://a.example/plain"],
    ["http://a.example/plain?&&", "http://a.example/plain"],
    ["http://a.example/?b=2&a=1", "http://a.example/?a=1&b=2"],
    ["http://a.example//plain/?a#b", "http://a.example/plain?a="],
  ])("of %s is %s", (url, key) => {
    expect(keyOf(url).text).toBe(key);
    expect(keyOf(url).target.href).toBe(key);
  });

  test("tells a missing value from an empty one, and one header's values from two headers'", () => {
    const two: KeyRules = { query: undefined, vary: inputs("x-a", "x-b") };
    const asked: Record<string, string>[] = [
      {},
      { "x-a": "" },
      { "x-b": "" },
      { "x-a": "null" },
      { "x-a": '","' },
      { "x-a": "", "x-b": "" },
    ];
    const texts = asked.map((headers) => keyOf("http://a.example/", headers, two).text);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test("of a page that varies on nothing is the URL: no header can reach it", () => {
    const plain = keyOf("http://a.example/x", { cookie: "a=b", "x-forwarded-host": "evil" });
    expect(plain.text).toBe("http://a.example/x");
    expect([...keyedRequest(plain, NO_RULES).headers]).toEqual([]);
  });
});
