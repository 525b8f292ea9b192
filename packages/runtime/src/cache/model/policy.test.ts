import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CacheRules, cacheTerms, pageState, storageRefusal } from "./policy.ts";

describe("the terms of a response", () => {
  const who = [undefined, false, true, () => true];
  const seconds = [undefined, 0, 0.5, 60];
  const tags = [undefined, [], ["a", "b"], ["b", "c"]];

  test("over the whole table of config and returned values", () => {
    for (const inConfig of who) {
      for (const returned of [undefined, false, true]) {
        for (const configExpiry of seconds) {
          for (const returnedExpiry of seconds) {
            const config: CacheRules = { cachePage: inConfig, cacheExpiry: configExpiry };
            const data: CacheRules = { cachePage: returned, cacheExpiry: returnedExpiry };
            const terms = cacheTerms(config, data, {}, 3600);
            const fresh = configExpiry ?? returnedExpiry ?? 3600;
            const isKept =
              returned !== false &&
              inConfig !== false &&
              (inConfig !== undefined || returned === true) &&
              fresh > 0;
            expect(terms !== undefined, JSON.stringify([config, data])).toBe(isKept);
            if (terms) expect(terms.fresh).toBe(fresh);
          }
        }
      }
    }
  });

  test("take stale from the config first, and all tags", () => {
    for (const inConfig of seconds) {
      for (const returned of seconds) {
        const terms = cacheTerms({ cachePage: true, cacheStale: inConfig }, { cacheStale: returned }, {}, 60);
        expect(terms?.stale).toBe(inConfig ?? returned ?? 0);
      }
    }
    for (const inConfig of tags) {
      for (const returned of tags) {
        const terms = cacheTerms({ cachePage: true, cacheTags: inConfig }, { cacheTags: returned }, {}, 60);
        expect(terms?.tags).toEqual([...new Set([...(inConfig ?? []), ...(returned ?? [])])]);
      }
    }
  });

  test("are those of the response's own Cache-Control where nothing else is said", () => {
    const own = { fresh: 5, stale: 6 };
    expect(cacheTerms({ cachePage: true }, {}, own, 60)).toEqual({ fresh: 5, stale: 6, tags: [] });
    expect(cacheTerms({ cachePage: true }, { cacheExpiry: 7 }, own, 60)).toMatchObject({
      fresh: 7,
      stale: 6,
    });
    expect(cacheTerms({ cachePage: true, cacheStale: 0 }, {}, own, 60)).toMatchObject({ fresh: 5, stale: 0 });
    expect(cacheTerms({ cachePage: true }, {}, { fresh: 0 }, 60)).toBeUndefined();
    expect(cacheTerms({ cachePage: true, cacheExpiry: 7 }, {}, { fresh: 0 }, 60)?.fresh).toBe(7);
    expect(cacheTerms({}, {}, own, 60)).toBeUndefined();
  });

  test("a default of 0 keeps nothing that does not say for how long", () => {
    expect(cacheTerms({ cachePage: true }, {}, {}, 0)).toBeUndefined();
    expect(cacheTerms({ cachePage: true, cacheExpiry: 1 }, {}, {}, 0)?.fresh).toBe(1);
    expect(cacheTerms({ cachePage: true }, { cacheExpiry: 1 }, {}, 0)?.fresh).toBe(1);
  });
});

const response = (headers: HeadersInit, status = 200) => ({ status, headers: new Headers(headers) });

describe("a response may not be stored", () => {
  test("unless it is a whole 200", () => {
    for (let status = 200; status <= 599; status++) {
      expect(storageRefusal(response({}, status), []), `${status}`).toBe(
        status === 200 ? undefined : "status",
      );
    }
    expect(storageRefusal(response({ "content-range": "bytes 0-1/2" }), [])).toBe("status");
  });

  test("if it sets a cookie, be it empty", () => {
    expect(storageRefusal(response({ "set-cookie": "a=b" }), [])).toBe("set-cookie");
    expect(storageRefusal(response({ "set-cookie": "" }), [])).toBe("set-cookie");
    expect(storageRefusal(response({ "set-cookie": "a=b" }, 500), [])).toBe("set-cookie");
  });

  test.each([
    ..."private|no-store|no-cache|PRIVATE|No-Store|public, private|private,public|max-age=60,no-store".split(
      "|",
    ),
    ...'private="set-cookie"|no-cache="a, b"|no-cache=a|private = "a"|  no-store  |,,private,,|private, max-age=60'.split(
      "|",
    ),
    // Not what the standard says, but what is meant.
    ...'private; max-age=60|max-age=60; private|private max-age=60|no-store;|private=|"private"|no-store\tpublic'.split(
      "|",
    ),
  ])("Cache-Control: %s", (value) => {
    expect(storageRefusal(response({ "cache-control": value }), [])).toBe("cache-control");
    const lines = new Headers([
      ["cache-control", "public, max-age=60"],
      ["cache-control", value],
    ]);
    expect(storageRefusal({ status: 200, headers: lines }, [])).toBe("cache-control");
    // For others than this cache (RFC 9213 §3.1): a page may be kept here, where it can be dropped, and not there.
    expect(storageRefusal(response({ "cdn-cache-control": value }), [])).toBeUndefined();
  });

  test.each([
    "public",
    "public, max-age=60",
    "max-age=0, must-revalidate",
    "s-maxage=1",
    "immutable",
    "x-private",
    "privateer",
    "no-storey, no-cached",
    "my-no-store=1",
    "",
  ])("but with Cache-Control: %s", (value) => {
    expect(storageRefusal(response({ "cache-control": value }), [])).toBeUndefined();
  });

  test.each([
    ["*", []],
    ["accept-encoding, *", ["*-a"]],
    ["accept-language", []],
    ["Accept-Language, X-A", ["accept-language"]],
    ["cookie", ["accept-language"]],
    ["accept-language x-a", ["accept-language", "x-a"]],
  ])("with Vary: %s, keyed %j", (vary, keyed) => {
    expect(storageRefusal(response({ vary }), keyed)).toBe("vary");
  });

  test.each([
    ["Accept-Encoding", []],
    ["ACCEPT-ENCODING,accept-language ,, ", ["accept-language"]],
    ["Cookie", ["cookie"]],
    ["", []],
  ])("but with Vary: %s, keyed %j", (vary, keyed) => {
    expect(storageRefusal(response({ vary }), keyed)).toBeUndefined();
  });

  test("if anything in it is personal, whatever stands around that", () => {
    const mixedCase = (text: string) =>
      fc
        .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
        .map((upper) => [...text].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join(""));
    const forbidding = fc.constantFrom("private", "no-store", "no-cache").chain(mixedCase);
    const filler = fc.array(
      fc.constantFrom("public", "max-age=9", "s-maxage=9", 'x="a,b"', "", "immutable", "must-revalidate"),
    );
    const separator = fc.constantFrom(",", ", ", " ,\t", ";", "; ");
    const argument = fc.constantFrom("", "=", '="a"', '="a, b"', "=a", " = a");
    fc.assert(
      fc.property(
        filler,
        forbidding,
        argument,
        filler,
        separator,
        (before, directive, value, after, between) => {
          const header = [...before, directive + value, ...after].join(between);
          expect(storageRefusal(response({ "cache-control": header }), [])).toBe("cache-control");
        },
      ),
    );
  });
});

describe("a stored page", () => {
  test.each([
    [0, 10, 5, "fresh"],
    [9.999, 10, 5, "fresh"],
    [10, 10, 5, "stale"],
    [14.999, 10, 5, "stale"],
    [15, 10, 5, "expired"],
    [10, 10, 0, "expired"],
    [0, 0, 0, "expired"],
    [0, 0, 1, "stale"],
    [Number.NaN, 10, 5, "expired"],
    [1, Number.NaN, 5, "expired"],
    [1, 0.5, Number.NaN, "expired"],
    [Number.POSITIVE_INFINITY, 10, 5, "expired"],
  ] as const)("of age %d, fresh for %d and stale for %d, is %s", (age, fresh, stale, state) => {
    expect(pageState(age, { fresh, stale })).toBe(state);
  });

  test("only ever gets older", () => {
    const order = ["fresh", "stale", "expired"];
    const amount = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, amount, (age, more, fresh, stale) => {
        const [now, later] = [age, age + more].map((each) =>
          order.indexOf(pageState(each, { fresh, stale })),
        );
        expect(later).toBeGreaterThanOrEqual(now ?? 0);
      }),
    );
  });
});
