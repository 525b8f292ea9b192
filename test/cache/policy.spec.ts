import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { CACHE_APP } from "./app.ts";
import { ask, askHit, rendersOf, tell } from "./asking.ts";

const NOBODY = { ip: "", locals: {}, nonce: "", hasServer: false, cookies: [], headers: [] };
const SOMEBODY = {
  Cookie: "session=alice; theme=dark",
  Authorization: "Bearer secret",
  "Accept-Language": "de",
  "X-Forwarded-Host": "evil.example",
  "X-Forwarded-For": "1.2.3.4",
  "User-Agent": "odd",
};

describeModes(CACHE_APP, (app) => {
  const stores = () => app.mode !== "dev";

  describe("a page that says cachePage: true", () => {
    test("is rendered once, and then sent from the cache", async () => {
      if (!stores()) return;
      const first = await ask(app, "/plain?once");
      const second = await ask(app, "/plain?once");
      expect([first.cache, second.cache]).toEqual(["MISS", "HIT"]);
      expect(second.text).toBe(first.text);
    });

    test("has the log say once that any host may be asked for", async () => {
      await ask(app, "/plain?host=1");
      await ask(app, "/plain?host=2");
      if (stores()) await expect.poll(() => app.log()).toContain("CACHE_FOR_ANY_HOST");
      expect(app.log().split("CACHE_FOR_ANY_HOST")).toHaveLength(stores() ? 2 : 1);
    });

    test("sees nothing of who asks, whoever asks first", async () => {
      const { seen } = await ask(app, "/plain?who=first", { headers: SOMEBODY });
      expect(seen).toMatchObject(NOBODY);
      expect(seen.url).toMatch(/^http:\/\/[\d.]+:\d+\/plain\?who=first$/);
      const plain = await ask(app, "/plain?who=first");
      expect({ ...plain.seen, render: 0, id: "" }).toEqual({ ...seen, render: 0, id: "" });
    });

    test("is told in development what it wanted to see, once", async () => {
      if (stores()) return;
      await ask(app, "/curious");
      await ask(app, "/curious");
      await expect.poll(() => app.log()).toMatch(/\/curious: .* reads the cookie session, .*cookie:session/);
      for (const what of ["the header accept-language", "ctx.ip", "ctx.locals", "ctx.server"]) {
        expect(app.log().split(`/curious: the page is cached and reads ${what}`), what).toHaveLength(2);
      }
      expect(app.log()).not.toMatch(/\/varied: .*(accept-language|theme)/);
    });

    test("is rendered anew for each request in development", async () => {
      if (stores()) return;
      const first = await ask(app, "/plain?dev");
      const second = await ask(app, "/plain?dev");
      expect(second.seen.render).toBe(first.seen.render + 1);
      expect(second.cache).toBe("BYPASS");
    });
  });

  describe("the key", () => {
    test("knows neither the order of search parameters nor those that only track", async () => {
      if (!stores()) return;
      const first = await ask(app, "/plain?b=2&a=1&utm_source=mail&gclid=x&fbclid=y");
      expect(first.seen.url).toMatch(/\/plain\?a=1&b=2$/);
      expect((await ask(app, "/plain?a=1&b=2&utm_campaign=autumn")).cache).toBe("HIT");
      expect((await ask(app, "/plain?a=2&b=1")).cache).toBe("MISS");
    });

    test("keeps repeated parameters in their order", async () => {
      if (!stores()) return;
      const { seen } = await ask(app, "/plain?tag=b&tag=a");
      expect(seen.query).toEqual({ tag: ["b", "a"] });
      expect((await ask(app, "/plain?tag=a&tag=b")).cache).toBe("MISS");
    });

    test("has the parameters of cacheQuery alone, and the page sees no others", async () => {
      const { seen } = await ask(app, "/chosen?page=2&x=1&sort=name&utm_source=mail");
      expect(seen.query).toEqual({ page: "2", sort: "name" });
      expect(seen.url).toMatch(/\/chosen\?page=2&sort=name$/);
      if (stores()) expect((await ask(app, "/chosen?sort=name&page=2&y=other")).cache).toBe("HIT");
    });

    test("has what cacheVary names, and the page sees that alone", async () => {
      const german = await ask(app, "/varied", { headers: SOMEBODY });
      expect(german.seen.headers).toEqual([
        ["accept-language", "de"],
        ["cookie", "theme=dark"],
      ]);
      expect(german.seen.cookies).toEqual([["theme", "dark"]]);
      if (!stores()) return;
      const varied = (german.response.headers.get("vary") ?? "").toLowerCase().split(", ");
      expect(varied).toEqual(expect.arrayContaining(["accept-language", "cookie"]));
      const others = { "Accept-Language": "de", Cookie: "theme=dark; session=bob" };
      expect((await ask(app, "/varied", { headers: others })).cache).toBe("HIT");
      expect((await ask(app, "/varied", { headers: { "Accept-Language": "fr" } })).cache).toBe("MISS");
      expect((await ask(app, "/varied")).seen.headers).toEqual(
        // The client adds one of its own.
        (await ask(app, "/varied")).seen.headers,
      );
    });

    test("has the host", async () => {
      if (!stores()) return;
      await askHit(app, "/plain?host");
      const other = await ask(app, "/plain?host", { headers: { Host: "other.example" } });
      expect(other.cache).toBe("MISS");
      expect(other.seen.url).toBe("http://other.example/plain?host=");
    });

    test("has one path for all spellings of it", async () => {
      if (!stores()) return;
      await askHit(app, "/plain?spelled");
      expect((await ask(app, "/%70lain?spelled")).cache).toBe("HIT");
    });
  });

  describe("who may use the cache", () => {
    test("is decided by a function, with the visitor's own context", async () => {
      const anonymous = await ask(app, "/decided");
      expect(anonymous.seen).toMatchObject(NOBODY);
      const alice = await ask(app, "/decided", { headers: { Cookie: "session=alice" } });
      expect(alice.cache).toBe("BYPASS");
      expect(alice.seen.cookies).toEqual([["session", "alice"]]);
      expect(alice.seen.locals).toEqual({ visitor: "alice" });
      expect(alice.response.headers.get("cache-control")).toBe("private, no-cache");
      if (stores()) expect((await ask(app, "/decided")).cache).toBe("HIT");
    });

    test("a page that asks by its return is learned, for visitors without credentials", async () => {
      if (!stores()) return;
      const first = await ask(app, "/learned", { headers: { Cookie: "session=alice" } });
      expect(first.cache).toBe("BYPASS");
      const second = await ask(app, "/learned");
      expect(second.cache).toMatch(/MISS|HIT/);
      expect(second.seen).toMatchObject(NOBODY);
      expect((await ask(app, "/learned")).cache).toBe("HIT");
      const alice = await ask(app, "/learned", { headers: { Cookie: "session=alice" } });
      expect(alice.cache).toBe("BYPASS");
      expect(alice.seen.cookies).toEqual([["session", "alice"]]);
      const bearer = await ask(app, "/learned", { headers: { Authorization: "Bearer x" } });
      expect(bearer.cache).toBe("BYPASS");
      expect(bearer.response.headers.get("cdn-cache-control")).toBeNull();
    });

    test.each(["/never", "/expired"])("%s is not kept", async (path) => {
      const first = await ask(app, path);
      const second = await ask(app, path);
      expect([first.cache, second.cache]).toEqual([null, null]);
      expect(second.seen.render).toBe(first.seen.render + 1);
      expect(second.response.headers.get("cache-control")).toBe("private, no-cache");
    });

    test("a returned cachePage: false wins over the config", async () => {
      expect((await ask(app, "/declined?a")).cache).toBe("BYPASS");
      expect((await ask(app, "/declined?a")).cache).toBe("BYPASS");
      if (stores()) await askHit(app, "/declined?keep");
    });
  });

  describe("middleware", () => {
    test("guards stored pages, too", async () => {
      const allowed = { headers: { Cookie: "session=alice" } };
      if (stores()) await askHit(app, "/guarded", allowed);
      const { response } = await ask(app, "/guarded");
      expect(response.status).toBe(401);
    });

    test("and what it let a visitor with credentials see, no cache in between may keep", async () => {
      if (!stores()) return;
      const { response } = await askHit(app, "/guarded", { headers: { Cookie: "session=alice" } });
      expect(response.headers.get("cache-control")).toBe("private, no-cache");
      expect(response.headers.get("cdn-cache-control")).toBeNull();
    });

    test("adds its cookies to stored pages, which are for this visitor then", async () => {
      const { response } = await ask(app, "/greeted");
      expect(response.headers.getSetCookie()).toEqual([expect.stringContaining("greeted=yes")]);
      if (!stores()) return;
      const again = await ask(app, "/greeted");
      expect(again.cache).toBe("HIT");
      expect(again.response.headers.getSetCookie()).toHaveLength(1);
      expect(again.response.headers.get("cache-control")).toBe("private, no-cache");
      expect(again.response.headers.get("cdn-cache-control")).toBeNull();
    });

    test("rewrites to stored pages, under the key of where it leads", async () => {
      const { seen } = await ask(app, "/rewritten");
      expect(seen.url).toMatch(/\/plain\?from=rewrite$/);
      if (stores()) expect((await ask(app, "/plain?from=rewrite")).cache).toBe("HIT");
    });
  });

  describe("is never stored:", () => {
    test("what sets a cookie; two visitors never get the same", async () => {
      const answers = await Promise.all([1, 2, 3].map(() => ask(app, "/cookie")));
      answers.push(await ask(app, "/cookie"));
      const cookies = answers.flatMap(({ response }) => response.headers.getSetCookie());
      expect(new Set(cookies).size).toBe(4);
      for (const { cache, response } of answers) {
        expect(cache).toBe("BYPASS");
        expect(response.headers.get("cache-control")).toBe("private, no-cache");
      }
      await expect.poll(() => app.log()).toMatch(/\/cookie: .*not cached.*sets a cookie/);
    });

    test.each([
      ["redirect", 303],
      ["error", 403],
      ["failure", 500],
    ])("what sets a cookie and throws (%s); two visitors never get the same", async (how, status) => {
      const fetchOne = () => app.fetch(`/cookie-and-leave?how=${how}`, { redirect: "manual" });
      const responses = await Promise.all([1, 2, 3].map(fetchOne));
      responses.push(await fetchOne());
      expect(responses.map((response) => response.status)).toEqual([status, status, status, status]);
      const cookies = responses.map((response) => response.headers.getSetCookie().join());
      expect(new Set(cookies).size).toBe(4);
      for (const cookie of cookies) expect(cookie).toMatch(/^token=[^,]+$/);
      for (const { headers } of responses) expect(headers.get("cache-control")).toBe("no-store");
      await expect.poll(() => app.log()).toMatch(/\/cookie-and-leave: .*not cached.*sets a cookie/);
    });

    test.each(["/private", "/vary-header", "/teapot"])("%s", async (path) => {
      const first = await ask(app, path);
      const second = await ask(app, path);
      expect([first.cache, second.cache]).toEqual(["BYPASS", "BYPASS"]);
      expect(second.seen.render).toBeGreaterThan(first.seen.render);
      expect(second.response.status).toBe(first.response.status);
    });

    test("what its own Cache-Control calls old at once, and the log says so", async () => {
      expect((await ask(app, "/old-at-once")).cache).toBe("BYPASS");
      const { cache, response } = await ask(app, "/old-at-once");
      expect([cache, response.headers.get("cache-control")]).toEqual(["BYPASS", "public, max-age=0"]);
      await expect.poll(() => app.log()).toMatch(/\/old-at-once: .*not cached.*old at once.*cacheExpiry/);
    });

    test("a page that fails, for whoever waited for it", async () => {
      const failing = await Promise.all([1, 2, 3].map(() => app.fetch("/failing")));
      for (const response of failing) {
        expect(response.status).toBe(500);
        expect(response.headers.get("cache-control")).toBe("no-store");
      }
      expect((await ask(app, "/failing?fine=1")).response.status).toBe(200);
      expect((await app.fetch("/failing")).status).toBe(500);
    });

    test("half of a page whose boundary failed", async () => {
      const failed = await ask(app, "/suspended?fails=1&id=f1");
      expect(failed.text).not.toContain("late content");
      expect(failed.cache).toBe("BYPASS");
    });

    test("half of a stream that broke", async () => {
      if (!stores()) return;
      const first = await app.fetch("/broken-stream").then(
        (response) => response.status,
        () => 0,
      );
      expect(first).not.toBe(200);
      const second = await app.fetch("/broken-stream");
      expect(await second.text()).toBe("half of a whole");
      expect(await (await app.fetch("/broken-stream")).text()).toBe("half of a whole");
    });
  });

  describe("methods", () => {
    test("a HEAD fills with the whole page, and sends none of it", async () => {
      if (!stores()) return;
      const head = await ask(app, "/plain?head", { method: "HEAD" });
      expect([head.cache, head.text]).toEqual(["MISS", ""]);
      const get = await ask(app, "/plain?head");
      expect(get.cache).toBe("HIT");
      expect(get.seen.url).toContain("/plain?head=");
      const again = await ask(app, "/plain?head", { method: "HEAD" });
      expect(again.cache).toBe("HIT");
      expect(again.response.headers.get("content-length")).toBe(get.response.headers.get("content-length"));
    });

    test("a POST reaches the page itself, and drops what was kept of it", async () => {
      if (!stores()) return;
      await askHit(app, "/posted?a");
      await askHit(app, "/plain?unrelated");
      const headers = { "sec-fetch-site": "same-origin", Cookie: "session=alice" };
      const posted = await ask(app, "/posted", { method: "POST", headers });
      expect(posted.cache).toBeNull();
      expect(posted.seen.cookies).toEqual([["session", "alice"]]);
      expect((await ask(app, "/posted?a")).cache).toBe("MISS");
      expect((await ask(app, "/plain?unrelated")).cache).toBe("HIT");
    });
  });

  test("a POST that leads to another page drops what was kept of that, too", async () => {
    if (!stores()) return;
    await askHit(app, "/posted?b");
    const headers = { "sec-fetch-site": "same-origin" };
    const response = await app.fetch("/forwards", { method: "POST", headers, redirect: "manual" });
    expect(response.status).toBe(303);
    expect((await ask(app, "/posted?b")).cache).toBe("MISS");
  });

  test("a streamed page is stored whole, with its boundaries in place", async () => {
    const first = await ask(app, "/suspended?id=a");
    expect(first.text).toContain('<p id="late">late content</p>');
    expect(first.text).not.toContain("waiting");
    if (stores()) expect((await askHit(app, "/suspended?id=a")).text).toBe(first.text);
  });

  test("a Response of a server function is stored as it is", async () => {
    if (!stores()) return;
    await app.fetch("/document");
    const response = await app.fetch("/document");
    expect(response.headers.get("x-bunsen-cache")).toBe("HIT");
    expect(response.headers.get("content-type")).toBe("text/plain");
    expect(await response.text()).toMatch(/^document \d+$/);
  });

  test("counts are shown", async () => {
    const stats = await (await app.fetch("/api/stats")).json();
    expect(stats.store).toBe(stores() ? "memory" : "none");
    if (stores()) expect(stats.hits).toBeGreaterThan(0);
    await tell(app, "POST", "/api/revalidate?all=1");
    expect((await (await app.fetch("/api/stats")).json()).entries).toBe(0);
    expect(await rendersOf(app, "plain")).toBeGreaterThan(0);
  });
});
