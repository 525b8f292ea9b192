import { brotliDecompressSync, gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import { testPage } from "../test-pages.ts";
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

const headersOf = (own: HeadersInit = {}, options: Partial<CacheHeaderOptions> = {}) =>
  storedHeaders(new Headers({ "content-type": "text/html", ...own }), { ...FOR_ALL, ...options });

function cachedPage(changes: Parameters<typeof testPage>[0] = {}): CachedPage {
  const gzip = new Uint8Array(gzipSync(TEXT));
  const zstd = new Uint8Array(zstdCompressSync(TEXT));
  return new CachedPage(testPage({ text: TEXT, headers: headersOf(), encoded: { gzip, zstd }, ...changes }));
}

function ask(
  page: CachedPage,
  headers: Record<string, string> = {},
  isOwnCopy = false,
  method = "GET",
): Response {
  const response = page.answer(new Request("http://a.example/", { method, headers }), "HIT", isOwnCopy);
  if (response instanceof Promise) throw new Error("a coding is made");
  return response;
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

  test("is in each answer, in whole seconds", () => {
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

describe("an answer", () => {
  test.each([
    [undefined, null],
    ["gzip", "gzip"],
    ["zstd", "zstd"],
    ["gzip, zstd;q=0", "gzip"],
    ["gzip;q=0.5, zstd;q=0.4", "gzip"],
    ["br, identity", null],
    ["*;q=0", null],
    ["", null],
  ])("to Accept-Encoding: %s is in %s", async (accepted, encoding) => {
    const response = ask(cachedPage(), accepted === undefined ? {} : { "accept-encoding": accepted });
    expect(response.headers.get("content-encoding")).toBe(encoding);
    expect(response.headers.get("vary")).toBe("Accept-Encoding");
    expect(response.headers.get("etag")).toBe(encoding === null ? '"tag"' : `"tag-${encoding}"`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const plain =
      encoding === "gzip" ? gunzipSync(bytes) : encoding === "zstd" ? zstdDecompressSync(bytes) : bytes;
    expect(Buffer.from(plain).toString()).toBe(TEXT);
  });

  test("takes the smaller of two forms that are liked equally", () => {
    const encoded = { gzip: new Uint8Array(50), zstd: new Uint8Array(60) };
    const both = { "accept-encoding": "zstd, gzip, br" };
    expect(ask(cachedPage({ encoded }), both).headers.get("content-encoding")).toBe("gzip");
    const swapped = { gzip: new Uint8Array(60), zstd: new Uint8Array(50) };
    expect(ask(cachedPage({ encoded: swapped }), both).headers.get("content-encoding")).toBe("zstd");
  });

  test("of a page with one form does not vary", () => {
    const response = ask(cachedPage({ encoded: {} }), { "accept-encoding": "gzip" });
    expect([response.headers.get("vary"), response.headers.get("content-encoding")]).toEqual([null, null]);
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

  test("says how the cache answered", async () => {
    const page = cachedPage();
    const request = new Request("http://a.example/");
    for (const status of ["MISS", "HIT", "STALE", "HIT"] as const) {
      expect((await page.answer(request, status, false)).headers.get("x-bunsen-cache")).toBe(status);
    }
  });

  test("for one visitor says so to caches in between, and the next one's is for all again", () => {
    const page = cachedPage();
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

describe("Brotli", () => {
  const brotli = (accepted = "br", init?: Record<string, string>) =>
    new Request("http://a.example/", { headers: { "accept-encoding": accepted, ...init } });
  const codingOf = (response: Response) => response.headers.get("content-encoding");

  test("is made by the second request for it, once, and counted", async () => {
    const page = cachedPage();
    page.onGrown = vi.fn();
    const before = page.bytes;
    const first = page.answer(brotli(), "HIT", false);
    expect(first).toBeInstanceOf(Response);
    expect([codingOf(await first), (await first).headers.get("etag")]).toEqual([null, '"tag"']);
    const made = await Promise.all([1, 2, 3].map(() => page.answer(brotli(), "HIT", false)));
    for (const response of made) {
      expect([codingOf(response), response.headers.get("etag")]).toEqual(["br", '"tag-br"']);
      expect(response.headers.get("vary")).toBe("Accept-Encoding");
    }
    const bytes = new Uint8Array((await made[0]?.arrayBuffer()) ?? []);
    expect(brotliDecompressSync(bytes).toString()).toBe(TEXT);
    expect(page.bytes).toBeGreaterThan(before + bytes.byteLength);
    expect(page.onGrown).toHaveBeenCalledOnce();
    const next = page.answer(brotli("br", { "if-none-match": '"tag-br"' }), "STALE", true);
    expect(next).toBeInstanceOf(Response);
    expect([(await next).status, (await next).headers.get("cache-control")]).toEqual([
      304,
      "private, no-cache",
    ]);
  });

  test("is not made for those who wait for a render", async () => {
    const page = cachedPage();
    for (let count = 0; count < 3; count++) {
      expect(codingOf(await page.answer(brotli(), "MISS", false))).toBeNull();
    }
    expect(codingOf(await page.answer(brotli(), "HIT", false))).toBe("br");
  });

  test("is nobody's who takes another coding as well, unless they like it better", async () => {
    const page = cachedPage();
    const smallest = codingOf(ask(page, { "accept-encoding": "gzip, zstd" }));
    const codingsOf = async (accepted: string) => {
      const responses = await Promise.all([1, 2].map(() => page.answer(brotli(accepted), "HIT", false)));
      return responses.map(codingOf);
    };
    expect(await codingsOf("br, gzip, zstd")).toEqual([smallest, smallest]);
    expect(await codingsOf("br, gzip;q=0.5, zstd;q=0")).toEqual(["gzip", "br"]);
    expect(await codingsOf("br, gzip, zstd")).toEqual([smallest, smallest]);
    expect(await codingsOf("br;q=0, identity")).toEqual([null, null]);
  });

  test("that would not be smaller is tried once", async () => {
    const body = crypto.getRandomValues(new Uint8Array(2000));
    const page = cachedPage({ body });
    const before = page.bytes;
    for (let count = 0; count < 3; count++) {
      const response = await page.answer(brotli(), "HIT", false);
      expect([codingOf(response), response.headers.get("etag")]).toEqual([null, '"tag"']);
    }
    expect(page.answer(brotli(), "HIT", false)).toBeInstanceOf(Response);
    expect(page.bytes).toBe(before);
  });

  test("of a page that is in no other coding is not made", () => {
    const page = cachedPage({ encoded: {} });
    for (let count = 0; count < 3; count++)
      expect(codingOf(ask(page, { "accept-encoding": "br" }))).toBeNull();
  });
});

describe("a conditional request", () => {
  const modified = "Sat, 01 Nov 2025 00:00:00 GMT";
  const dated = () => cachedPage({ headers: headersOf({ "last-modified": modified }) });

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
    const page = cachedPage({ headers });
    const accepted = { "accept-encoding": "gzip" };
    const whole = new Headers(ask(page, accepted).headers);
    for (const name of ["content-type", "content-encoding", "content-language"]) whole.delete(name);
    const response = ask(page, { ...accepted, "if-none-match": '"tag-gzip"' });
    expect([...response.headers]).toEqual([...whole]);
    expect(whole.get("vary")).toBe("accept-language, Accept-Encoding");
  });

  test("the tag of a page is told apart by form, also one of its own; a weak one promises no bytes", () => {
    const tagsOf = (etag: string) => {
      const page = cachedPage({ headers: headersOf({ etag }) });
      return ["identity", "gzip", "zstd"].map((encoding) =>
        ask(page, { "accept-encoding": encoding }).headers.get("etag"),
      );
    };
    expect(tagsOf('"mine"')).toEqual(['"mine"', '"mine-gzip"', '"mine-zstd"']);
    expect(tagsOf('W/"mine"')).toEqual(['W/"mine"', 'W/"mine"', 'W/"mine"']);
  });
});
