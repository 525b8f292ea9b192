import { brotliDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { getRaw } from "../support/raw.ts";
import { rawHeader } from "../support/raw-response.ts";
import { CACHE_APP } from "./app.ts";
import { ask, askHit, rendersOf, tell } from "./asking.ts";

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describeModes(CACHE_APP, (app) => {
  if (app.mode === "dev") return;

  describe("one render for all", () => {
    test("500 first requests at once", async () => {
      const before = await rendersOf(app, "slow");
      const path = `/slow?${crypto.randomUUID()}`;
      const answers = await Promise.all(Array.from({ length: 500 }, () => ask(app, path)));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(await rendersOf(app, "slow")).toBe(before + 1);
    });

    test("also when the first visitor leaves", async () => {
      const path = `/slow?${crypto.randomUUID()}`;
      const controller = new AbortController();
      const first = app.fetch(path, { signal: controller.signal }).catch(() => "left");
      await sleep(50);
      const second = ask(app, path);
      controller.abort();
      expect(await first).toBe("left");
      expect((await second).cache).toBe("MISS");
      expect((await second).text).toContain("</html>");
      expect((await ask(app, path)).cache).toBe("HIT");
    });

    test.each([
      ["a boundary fails", "boundary", 200],
      ["the page says 503", "status", 503],
      ["a Response says 503", "document", 503],
      ["the page throws", "throws", 500],
      ["the page is gone", "gone", 404],
      ["the page is elsewhere", "elsewhere", 302],
    ])("also while %s, and nothing of it is stored", async (_, how, status) => {
      const path = `/hiccup?how=${how}&id=${crypto.randomUUID()}`;
      const before = await rendersOf(app, "hiccup");
      const all = await Promise.all(
        Array.from({ length: 200 }, () => ask(app, path, { redirect: "manual" })),
      );
      expect(new Set(all.map(({ response }) => response.status))).toEqual(new Set([status]));
      expect((await rendersOf(app, "hiccup")) - before).toBeLessThan(5);
      if (how === "boundary" || how === "status" || how === "document") {
        for (const { cache, response } of all) {
          expect([cache, response.headers.get("cache-control")]).toEqual(["BYPASS", "private, no-cache"]);
        }
      }
      const during = await rendersOf(app, "hiccup");
      expect((await ask(app, path, { redirect: "manual" })).response.status).toBe(status);
      expect(await rendersOf(app, "hiccup")).toBe(during + 1);
    });

    test.each(["boundary", "throws"])("also while it fails at once: %s", async (how) => {
      const path = `/hiccup?quick=1&how=${how}&id=${crypto.randomUUID()}`;
      const before = await rendersOf(app, "hiccup");
      const begun = performance.now();
      await Promise.all(Array.from({ length: 500 }, () => ask(app, path)));
      // One for each tenth of a second that it took to ask so often.
      const most = 2 + (performance.now() - begun) / 100;
      expect((await rendersOf(app, "hiccup")) - before).toBeLessThan(most);
    });

    test.each(["cookie", "private"])(
      "but never one that is for one visitor: a response with %s",
      async (how) => {
        const path = `/hiccup?how=${how}&id=${crypto.randomUUID()}`;
        const all = await Promise.all(Array.from({ length: 20 }, () => ask(app, path)));
        expect(new Set(all.map(({ seen }) => seen.id)).size).toBe(20);
        for (const { cache } of all) expect(cache).toBe("BYPASS");
      },
    );

    test("one that hangs holds nobody up for longer than 10 seconds", async () => {
      // Once is enough for what takes so long.
      if (app.mode !== "bun") return;
      const gate = crypto.randomUUID();
      const path = `/gated/${gate}`;
      await tell(app, "PUT", `/api/gates/${gate}`);
      const hanging = ask(app, path);
      await sleep(100);
      // From here on renders of this page are quick, but the first one still hangs.
      await tell(app, "PUT", `/api/gates/other`);
      await tell(app, "DELETE", `/api/gates/${gate}`);
      const answers = await Promise.all([ask(app, path), ask(app, path)]);
      expect(new Set(answers.map(({ seen }) => seen.render)).size).toBe(1);
      expect((await hanging).seen.render).toBe(answers[0]?.seen.render);
    });
  });

  describe("time", () => {
    test("a page ends when it says, to the tenth of a second", async () => {
      const first = await ask(app, "/short?exact");
      expect((await ask(app, "/short?exact")).cache).toBe("HIT");
      await sleep(450);
      const second = await ask(app, "/short?exact");
      expect(second.cache).toBe("MISS");
      expect(second.seen.render).toBeGreaterThan(first.seen.render);
    });

    test("a page that says in its own Cache-Control how long it is good for, is good for so long", async () => {
      await askHit(app, "/own-terms");
      await sleep(1100);
      expect((await ask(app, "/own-terms")).cache).toBe("STALE");
      const { response } = await ask(app, "/own-terms");
      expect(response.headers.get("cache-control")).toBe("public, s-maxage=1, stale-while-revalidate=60");
    });

    test("a stale page is sent while one render replaces it", async () => {
      await ask(app, "/stale?a");
      await sleep(500);
      const before = await rendersOf(app, "stale");
      const answers = await Promise.all(Array.from({ length: 20 }, () => ask(app, "/stale?a")));
      for (const { cache, response } of answers) {
        expect(cache).toMatch(/STALE|HIT/);
        expect(Number(response.headers.get("age"))).toBeLessThanOrEqual(1);
      }
      expect(answers[0]?.cache).toBe("STALE");
      await expect.poll(() => rendersOf(app, "stale")).toBe(before + 1);
    });

    test("a failed refresh keeps the page, waits, and is made up for", async () => {
      await ask(app, "/stale?b");
      await tell(app, "PUT", "/api/failing/stale");
      await sleep(500);
      const before = await rendersOf(app, "stale");
      for (let count = 0; count < 20; count++) {
        expect((await ask(app, "/stale?b")).cache).toBe("STALE");
        await sleep(10);
      }
      expect((await rendersOf(app, "stale")) - before).toBe(1);
      await expect.poll(() => app.log()).toMatch(/\/stale could not be rendered again.*retryInSeconds=1/);
      await tell(app, "DELETE", "/api/failing/stale");
      await expect.poll(async () => (await ask(app, "/stale?b")).cache).toBe("HIT");
    });

    test.each(["boundary", "status"])(
      "a refresh that fails in part keeps the page, and waits: %s",
      async (how) => {
        const path = `/hiccup?quick=1&id=${crypto.randomUUID()}`;
        const whole = await ask(app, path);
        expect(whole.text).toContain("the part");
        await tell(app, "PUT", `/api/failing/hiccup-${how}`);
        await sleep(450);
        const before = await rendersOf(app, "hiccup");
        for (let count = 0; count < 10; count++) {
          const { cache, text } = await ask(app, path);
          expect([cache, text]).toEqual(["STALE", whole.text]);
          await sleep(10);
        }
        expect((await rendersOf(app, "hiccup")) - before).toBe(1);
        await tell(app, "DELETE", `/api/failing/hiccup-${how}`);
        await expect.poll(async () => (await ask(app, path)).cache, { timeout: 5000 }).toBe("HIT");
      },
    );

    test("a page that says it is gone, is", async () => {
      await ask(app, "/gone");
      await tell(app, "PUT", "/api/failing/gone");
      await sleep(400);
      expect((await ask(app, "/gone")).cache).toBe("STALE");
      await expect.poll(async () => (await app.fetch("/gone")).status).toBe(404);
      await tell(app, "DELETE", "/api/failing/gone");
      expect((await ask(app, "/gone")).cache).toBe("MISS");
    });
  });

  describe("invalidation", () => {
    test("by path drops every search of it, and nothing else", async () => {
      await askHit(app, "/twin?a");
      await askHit(app, "/twin?b");
      await askHit(app, "/other?a");
      await tell(app, "POST", "/api/revalidate?path=/twin");
      expect((await ask(app, "/twin?a")).cache).toBe("MISS");
      expect((await ask(app, "/twin?b")).cache).toBe("MISS");
      expect((await ask(app, "/other?a")).cache).toBe("HIT");
    });

    test("by path takes every spelling of it", async () => {
      await askHit(app, "/twin?c");
      await tell(app, "POST", `/api/revalidate?path=${encodeURIComponent("//tw%69n/")}`);
      expect((await ask(app, "/twin?c")).cache).toBe("MISS");
    });

    test("by tag drops every page that has it", async () => {
      await askHit(app, "/twin?d");
      await askHit(app, "/other?d");
      await askHit(app, "/plain?d");
      await tell(app, "POST", "/api/revalidate?tag=both");
      expect((await ask(app, "/twin?d")).cache).toBe("MISS");
      expect((await ask(app, "/other?d")).cache).toBe("MISS");
      expect((await ask(app, "/plain?d")).cache).toBe("HIT");
    });

    test("of everything", async () => {
      await askHit(app, "/plain?e");
      await tell(app, "POST", "/api/revalidate?all=1");
      expect((await ask(app, "/plain?e")).cache).toBe("MISS");
    });

    test("during a render: who asks after it gets a later one, which is what is kept", async () => {
      const path = `/slow?${crypto.randomUUID()}`;
      const before = ask(app, path);
      await sleep(50);
      await tell(app, "POST", "/api/revalidate?path=/slow");
      const after = await ask(app, path);
      expect(after.seen.render).toBeGreaterThan((await before).seen.render);
      const kept = await ask(app, path);
      expect([kept.cache, kept.seen.render]).toEqual(["HIT", after.seen.render]);
    });

    test.each(["path=news", "path=%2Fa%3Fb", "path=https:%2F%2Fexample.com%2F"])(
      "of something that is no path is refused: %s",
      async (query) => {
        const headers = { "sec-fetch-site": "same-origin" };
        expect((await app.fetch(`/api/revalidate?${query}`, { method: "POST", headers })).status).toBe(500);
        await expect.poll(() => app.log()).toContain("which is not the path of a page");
      },
    );
  });

  describe("a hit", () => {
    test("says what caches and browsers may do with it", async () => {
      const { response } = await askHit(app, "/plain?headers");
      const header = (name: string) => response.headers.get(name);
      expect(header("cache-control")).toBe("public, max-age=0, must-revalidate");
      expect(header("cdn-cache-control")).toBe("public, max-age=3600");
      expect(header("cache-tag")).toBe("plain");
      expect(header("age")).toMatch(/^\d+$/);
      expect(header("etag")).toMatch(/^"[\w-]{22}/);
      expect(header("x-content-type-options")).toBe("nosniff");
      expect(header("content-type")).toBe("text/html; charset=utf-8");
      expect(header("set-cookie")).toBeNull();
    });

    test("has the headers that the page set itself", async () => {
      const { response } = await askHit(app, "/own-headers");
      const header = (name: string) => response.headers.get(name);
      expect(header("cache-control")).toBe("public, max-age=5");
      expect(header("cdn-cache-control")).toBeNull();
      expect(header("etag")).toMatch(/^"mine/);
      expect(header("x-own")).toBe("1");
      expect(header("cache-tag")).toBe("a%20b,c");
    });

    test("ages", async () => {
      await ask(app, "/plain?ages");
      await sleep(1100);
      expect((await ask(app, "/plain?ages")).response.headers.get("age")).toMatch(/^[12]$/);
    });

    test("is compressed once, with a tag for each form of it", async () => {
      const forms = [];
      for (const encoding of ["identity", "gzip", "zstd", "br"]) {
        const headers = { "Accept-Encoding": encoding };
        // The first one for Brotli gets none, the second one has it made.
        await getRaw(app, "/large", headers);
        const response = await getRaw(app, "/large", headers);
        expect(rawHeader(response, "x-bunsen-cache")).toBe("HIT");
        expect(rawHeader(response, "vary")).toMatch(/accept-encoding/i);
        forms.push({ encoding, etag: rawHeader(response, "etag"), bytes: response.body });
      }
      expect(new Set(forms.map(({ etag }) => etag)).size).toBe(4);
      const [plain, gzip, zstd, br] = forms.map(({ bytes }) => Buffer.from(bytes));
      expect(Bun.gunzipSync(gzip as Buffer<ArrayBuffer>)).toEqual(new Uint8Array(plain ?? []));
      expect(Buffer.from(Bun.zstdDecompressSync(zstd as Buffer<ArrayBuffer>))).toEqual(plain);
      expect(brotliDecompressSync(br ?? "")).toEqual(plain);
    });

    test.each(["identity", "gzip"])("answers 304 to who has it, as %s", async (encoding) => {
      const accepted = { "Accept-Encoding": encoding };
      const etag = rawHeader(await getRaw(app, "/large", accepted), "etag") ?? "";
      const again = await getRaw(app, "/large", { ...accepted, "If-None-Match": `"x", W/${etag}` });
      expect(again.status).toBe(304);
      expect(again.body).toHaveLength(0);
      expect(rawHeader(again, "etag")).toBe(etag);
      expect(rawHeader(again, "cache-control")).toBe("public, max-age=0, must-revalidate");
      expect(rawHeader(again, "content-type")).toBeUndefined();
      expect(rawHeader(again, "content-encoding")).toBeUndefined();
      const other = await getRaw(app, "/large", { ...accepted, "If-None-Match": '"other"' });
      expect(other.status).toBe(200);
      expect((await getRaw(app, "/large", { "If-Match": '"other"' })).status).toBe(412);
    });

    test.each(["bytes=0-9", "bytes=-5", "bytes=99999-", "bytes=5-2", "bytes=0-0,2-3"])(
      "does not serve parts: %s",
      async (range) => {
        await ask(app, "/plain?range");
        const response = await getRaw(app, "/plain?range", { Range: range });
        expect(response.status).toBe(200);
        expect(rawHeader(response, "content-range")).toBeUndefined();
        expect(Buffer.from(response.body).toString()).toContain("</html>");
      },
    );
  });

  test("poisoning: a page filled under odd headers is the page filled under none", async () => {
    const odd = Object.fromEntries(
      [
        ...["X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Original-URL", "X-Rewrite-URL"],
        ...[
          "X-Host",
          "Forwarded",
          "X-Middleware-Prefetch",
          "X-Now-Route-Matches",
          "X-Invoke-Status",
          "Origin",
        ],
        ...[
          "X-HTTP-Method-Override",
          "Accept-Language",
          "User-Agent",
          "Referer",
          "Purpose",
          "RSC",
          "X-Nonce",
        ],
      ].map((name) => [name, "evil.example"]),
    );
    const filled = await ask(app, "/plain?poisoned", { headers: { ...odd, Range: "bytes=0-1" } });
    const clean = await ask(app, "/plain?poisoned");
    expect([filled.cache, clean.cache]).toEqual(["MISS", "HIT"]);
    expect(clean.text).toBe(filled.text);
    expect(clean.text).not.toContain("evil");
    expect([...clean.response.headers].join()).not.toContain("evil");
  });

  test("deception: a personal page has no twin that looks like a file", async () => {
    for (const path of ["/decided/x.css", "/decided%2fx.css", "/decided;.js", "/decided/..%2fstatic/a.js"]) {
      const response = await app.fetch(path, { headers: { Cookie: "session=alice" } });
      expect([400, 404], path).toContain(response.status);
      expect(response.headers.get("cache-control") ?? "", path).toMatch(/no-store|^$/);
    }
  });

  test("flooding with searches stays within the bound", async () => {
    for (let batch = 0; batch < 20; batch++) {
      const paths = Array.from({ length: 100 }, () => `/plain?${crypto.randomUUID()}`);
      await Promise.all(paths.map((path) => app.fetch(path).then((response) => response.arrayBuffer())));
    }
    const stats = await (await app.fetch("/api/stats")).json();
    expect(stats.entries).toBeGreaterThan(1500);
    expect(stats.bytes).toBeLessThan(64 * 1024 * 1024);
  });
});
