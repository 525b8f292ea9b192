import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import { BlockArena } from "../memory/block-arena.ts";
import { testPage } from "../test-pages.ts";
import type { CacheStatus } from "./cache-status.ts";
import { CachedPage } from "./cached-page.ts";
import { type CacheHeaderOptions, storedHeaders } from "./stored-headers.ts";

afterEach(() => {
  vi.useRealTimers();
});

const TEXT = "lorem ipsum ".repeat(100);
const FOR_ALL: CacheHeaderOptions = {
  terms: { fresh: 60, stale: 60, tags: ["a"] },
  isForAll: true,
  varied: [],
  etag: '"tag"',
};

const headersOf = (own: HeadersInit = {}, options: Partial<CacheHeaderOptions> = {}) => [
  ...storedHeaders(new Headers({ "content-type": "text/html", ...own }), { ...FOR_ALL, ...options }),
];

function cachedPage(changes: Parameters<typeof testPage>[0] = {}): CachedPage {
  return new CachedPage(testPage({ text: TEXT, headers: headersOf(), ...changes }));
}

/** A page whose codings were all asked for once, so that the next request has them made. */
function codedPage(changes: Parameters<typeof testPage>[0] = {}): CachedPage {
  const page = cachedPage(changes);
  for (const coding of ["gzip", "zstd", "br"]) page.variantFor(request({ "accept-encoding": coding }));
  return page;
}

function request(headers: Record<string, string>): Request {
  return new Request("http://a.example/", { headers });
}

function ask(
  page: CachedPage,
  headers: Record<string, string> = {},
  isOwnCopy = false,
  status: CacheStatus = "HIT",
): Response {
  const asked = request(headers);
  const variant = page.variantFor(asked);
  if (variant instanceof Promise) throw new Error("a coding is made");
  return (variant ?? page.plain).respond(asked.headers, { age: page.age, status, isOwnCopy });
}

describe("the age of a cached page", () => {
  const aged = (changes: Parameters<typeof testPage>[0]) => cachedPage({ fresh: 10, stale: 5, ...changes });

  test("begins with the render, and decides its state to the millisecond", () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const page = aged({ renderedAt: 997_000 });
    expect([page.age, page.state]).toEqual([3, "fresh"]);
    vi.advanceTimersByTime(6999);
    expect(page.state).toBe("fresh");
    vi.advanceTimersByTime(1);
    expect([page.age, page.state]).toEqual([10, "stale"]);
    vi.advanceTimersByTime(4999);
    expect(page.state).toBe("stale");
    vi.advanceTimersByTime(1);
    expect(page.state).toBe("expired");
  });

  test("goes on when the wall clock is set back", () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const page = aged({ renderedAt: 1_000_000 });
    vi.advanceTimersByTime(9000);
    vi.setSystemTime(0);
    expect(page.age).toBe(9);
    vi.advanceTimersByTime(6000);
    expect(page.state).toBe("expired");
  });

  test("went on while the machine slept", () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const page = aged({ renderedAt: 1_000_000 });
    vi.setSystemTime(1_020_000);
    expect([page.age, page.state]).toEqual([20, "expired"]);
  });

  test("is never negative, be the clock that rendered it ahead", () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const page = aged({ renderedAt: 5_000_000 });
    expect([page.age, ask(page).headers.get("age")]).toEqual([0, "0"]);
    vi.advanceTimersByTime(15_000);
    expect(page.state).toBe("expired");
  });

  test("is in each response, in whole seconds", () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const page = aged({ renderedAt: 1_000_000 });
    const ages = [0, 999, 1, 1000].map((milliseconds) => {
      vi.advanceTimersByTime(milliseconds);
      return ask(page).headers.get("age");
    });
    expect(ages).toEqual(["0", "0", "1", "2"]);
    expect(ask(page, { "if-none-match": '"tag"' }).headers.get("age")).toBe("2");
    expect(ask(page, {}, true).headers.get("age")).toBe("2");
  });
});

describe("a response", () => {
  test.each([
    [undefined, null],
    ["gzip", "gzip"],
    ["zstd", "zstd"],
    ["gzip, zstd;q=0", "gzip"],
    ["gzip;q=0.5, zstd;q=0.4", "gzip"],
    ["br, identity", "br"],
    ["br, identity;q=0.5, gzip", "gzip"],
    ["br;q=0.5, identity", null],
    ["*;q=0", null],
    ["", null],
  ])("to Accept-Encoding: %s is in %s", async (accepted, encoding) => {
    const response = ask(codedPage(), accepted === undefined ? {} : { "accept-encoding": accepted });
    expect(response.headers.get("content-encoding")).toBe(encoding);
    expect(response.headers.get("vary")).toBe("Accept-Encoding");
    expect(response.headers.get("etag")).toBe(encoding === null ? '"tag"' : `"tag-${encoding}"`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(decoded(bytes, encoding)).toBe(TEXT);
  });

  test.each([
    ["is short", { text: "short" }],
    ["is compressed already", { headers: headersOf({ "content-encoding": "br" }) }],
    ["is an image", { headers: headersOf({ "content-type": "image/png" }) }],
    ["must not be transformed", { headers: headersOf({ "cache-control": "public, no-transform" }) }],
    ["has a digest of its bytes", { headers: headersOf({ "content-digest": "sha-256=:AA==:" }) }],
  ])("of a page that %s does not vary", (_, changes) => {
    const page = codedPage(changes);
    const response = ask(page, { "accept-encoding": "zstd, gzip, br" });
    expect(response.headers.get("vary")).toBeNull();
    expect(page.variantFor(request({ "accept-encoding": "gzip" }))).toBe(page.plain);
  });

  test("is whole each time, and no visitor can change the next one's", async () => {
    const page = cachedPage();
    const first = ask(page);
    first.headers.set("etag", "changed");
    first.headers.append("set-cookie", "a=b");
    await first.body?.cancel();
    const second = ask(page);
    expect(second.headers.get("etag")).toBe('"tag"');
    expect(second.headers.has("set-cookie")).toBe(false);
    expect(await second.text()).toBe(TEXT);
  });

  test("says what the cache did", () => {
    const page = cachedPage();
    for (const status of ["MISS", "HIT", "STALE", "HIT"] as const) {
      expect(ask(page, {}, false, status).headers.get("x-bunsen-cache")).toBe(status);
    }
  });

  test("for one visitor says so to caches in between, and the next one's is for all again", () => {
    const page = codedPage();
    for (const isOwnCopy of [false, true, false]) {
      const { headers } = ask(page, { "accept-encoding": "gzip" }, isOwnCopy);
      const forCaches = [headers.get("cdn-cache-control"), headers.get("cache-tag")];
      if (isOwnCopy) {
        expect(forCaches).toEqual([null, null]);
        expect(headers.get("cache-control")).toBe("private, no-cache");
      } else {
        expect(forCaches).toEqual(["public, max-age=60, stale-while-revalidate=60", "a"]);
        expect(headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
      }
      expect(headers.get("vary")).toBe("Accept-Encoding");
    }
  });
});

describe("a coding", () => {
  test.each(["gzip", "zstd", "br"] as const)(
    "%s is made by the second request for it, once, and counted",
    (coding) => {
      const page = cachedPage();
      page.onGrown = vi.fn();
      const before = page.bytes;
      const asked = request({ "accept-encoding": coding });
      expect(page.variantFor(asked)).toBeUndefined();
      expect(page.bytes).toBe(before);
      const made = page.variantFor(asked);
      expect(made).toMatchObject({ etag: `"tag-${coding}"` });
      expect(page.variantFor(asked)).toBe(made);
      expect(page.bytes).toBeGreaterThan(before + 100);
      expect(page.onGrown).toHaveBeenCalledOnce();
    },
  );

  test("of a large page is made elsewhere, once for all who ask", async () => {
    const text = "lorem ipsum ".repeat(50_000);
    for (const coding of ["gzip", "zstd", "br"]) {
      const page = codedPage({ text });
      const asked = request({ "accept-encoding": coding });
      const variants = await Promise.all([1, 2, 3].map(() => page.variantFor(asked)));
      expect(new Set(variants).size).toBe(1);
      const response = variants[0]?.respond(new Headers(), { age: 0, status: "HIT", isOwnCopy: false });
      expect(decoded(new Uint8Array((await response?.arrayBuffer()) ?? []), coding)).toBe(text);
    }
  });

  test("that would not be smaller is tried once", () => {
    const page = cachedPage({ body: crypto.getRandomValues(new Uint8Array(2000)) });
    const before = page.bytes;
    const asked = request({ "accept-encoding": "gzip" });
    expect([1, 2, 3].map(() => page.variantFor(asked))).toEqual([undefined, page.plain, page.plain]);
    expect(page.bytes).toBe(before);
  });
});

describe("in the blocks of a cache", () => {
  const text = "zürich 😀 \ud800".repeat(700);
  const body = async (page: CachedPage, coding: string) => {
    const response = ask(page, { "accept-encoding": coding });
    return decoded(new Uint8Array(await response.arrayBuffer()), response.headers.get("content-encoding"));
  };

  test("a page and its codings are what they were", async () => {
    const arena = new BlockArena();
    const pages = [1, 2, 3].map((number) => codedPage({ text: text + number }));
    for (const page of pages) ask(page, { "accept-encoding": "gzip" });
    for (const page of pages) page.moveTo(arena);
    for (const coding of ["identity", "gzip", "zstd", "br"]) {
      expect(await Promise.all(pages.map((page) => body(page, coding)))).toEqual(
        [1, 2, 3].map((number) => (text + number).toWellFormed()),
      );
    }
  });

  test("a page that has left is not used again, and its blocks are", async () => {
    const arena = new BlockArena();
    const [first, second] = [cachedPage({ text: `${text}1` }), cachedPage({ text: `${text}2` })];
    first.moveTo(arena);
    const response = ask(first);
    first.release();
    second.moveTo(arena);
    expect(await response.text()).toBe(`${text}1`.toWellFormed());
    expect(await body(second, "identity")).toBe(`${text}2`.toWellFormed());
    expect(() => ask(first)).toThrow("after it had left");
  });

  test("a page that leaves because a coding makes it too large is still sent", async () => {
    const page = codedPage({ text });
    page.moveTo(new BlockArena());
    page.onGrown = () => page.release();
    expect(await body(page, "gzip")).toBe(text.toWellFormed());
  });
});

function decoded(bytes: Uint8Array, encoding: string | null): string {
  const decode = { gzip: gunzipSync, zstd: zstdDecompressSync, br: brotliDecompressSync }[String(encoding)];
  return Buffer.from(decode ? decode(bytes) : bytes).toString();
}

describe("a conditional request", () => {
  const modified = "Sat, 01 Nov 2025 00:00:00 GMT";
  const dated = () => codedPage({ headers: headersOf({ "last-modified": modified }) });

  test.each([
    [{ "if-none-match": '"tag"' }, 304],
    [{ "if-none-match": 'W/"tag"' }, 304],
    [{ "if-none-match": '"a,b", "tag"' }, 304],
    [{ "if-none-match": "*" }, 304],
    [{ "if-none-match": '"other"' }, 200],
    [{ "if-none-match": "tag" }, 200],
    [{ "if-none-match": '"tag-gzip"' }, 200],
    [{ "if-none-match": '"tag"', "accept-encoding": "gzip" }, 200],
    [{ "if-none-match": '"tag-gzip"', "accept-encoding": "gzip" }, 304],
    [{ "if-none-match": 'W/"tag"', "accept-encoding": "gzip" }, 304],
    [{ "if-match": '"other"' }, 412],
    [{ "if-match": '"tag"' }, 200],
    [{ "if-modified-since": modified }, 304],
    [{ "if-modified-since": "Fri, 31 Oct 2025 23:59:59 GMT" }, 200],
    [{ "if-modified-since": modified, "if-none-match": '"other"' }, 200],
    [{ "if-unmodified-since": "Fri, 31 Oct 2025 23:59:59 GMT" }, 412],
    [{ range: "bytes=0-1" }, 200],
  ])("%j: %d", async (headers, status) => {
    const response = ask(dated(), headers);
    expect(response.status).toBe(status);
    if (status !== 200) expect(await response.text()).toBe("");
  });

  test("without a date of the page's own, dates are not looked at", () => {
    expect(ask(cachedPage(), { "if-modified-since": "Sat, 01 Nov 2025 00:00:00 GMT" }).status).toBe(200);
    expect(ask(cachedPage({ headers: headersOf({ "last-modified": "never" }) }), {}).status).toBe(200);
  });

  test("a 304 has what a 200 would have, except for what describes content", () => {
    const headers = headersOf({ "content-language": "de", "x-own": "1" }, { varied: ["accept-language"] });
    const page = codedPage({ headers });
    const accepted = { "accept-encoding": "gzip" };
    const whole = new Headers(ask(page, accepted).headers);
    for (const name of ["content-type", "content-encoding", "content-language"]) whole.delete(name);
    const response = ask(page, { ...accepted, "if-none-match": '"tag-gzip"' });
    expect([...response.headers]).toEqual([...whole]);
    expect(whole.get("vary")).toBe("accept-language, Accept-Encoding");
  });

  test("by who has the page as it was before its coding was made is told so under that tag", () => {
    const response = ask(dated(), { "if-none-match": 'W/"tag"', "accept-encoding": "gzip" });
    expect(response.headers.get("etag")).toBe('W/"tag"');
  });

  test("the tag of a page is told apart by form, also one of its own; a weak one promises no bytes", () => {
    const tagsOf = (etag: string) => {
      const page = codedPage({ headers: headersOf({ etag }) });
      return ["identity", "gzip", "zstd"].map((encoding) =>
        ask(page, { "accept-encoding": encoding }).headers.get("etag"),
      );
    };
    expect(tagsOf('"mine"')).toEqual(['"mine"', '"mine-gzip"', '"mine-zstd"']);
    expect(tagsOf('W/"mine"')).toEqual(['W/"mine"', 'W/"mine"', 'W/"mine"']);
  });
});
