import { beforeAll, describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { appOf, buildTyped, typeCheck } from "../support/documents.ts";
import { type RunningServer, startBuilt } from "../support/serve.ts";

const PAGES = [
  "routing",
  "pages",
  "data",
  "forms",
  "navigation",
  "live",
  "endpoints",
  "server",
  "caching",
  "static-files",
];
const BUILDS = ["building", "executable", "inspect", "development", "security", "configuration", "testing"];

const files = {
  ...appOf("README.md", ...[...PAGES, ...BUILDS].map((name) => `docs/${name}.md`)),
  // Larger than what Vite puts into the code.
  "src/pages/mark.svg": `<svg xmlns="http://www.w3.org/2000/svg"><!--${" mark".repeat(1000)}--></svg>\n`,
};

describe("the snippets of README.md and the guide, as one app", () => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await startBuilt(await buildTyped(files), {
      environment: { API_URL: "https://api.example.com" },
    });
  });

  const text = async (path: string) => (await server.fetch(path)).text();
  const form = (fields: Record<string, string>) => ({ method: "POST", body: new URLSearchParams(fields) });

  test("are there, and every page of the guide is asked about", () => {
    expect(Object.keys(files).length).toBeGreaterThan(40);
  });

  test("routes: a rest parameter, and the link that href() makes to it", async () => {
    const { page } = await openPage(server, "/docs/a/b");
    expect(await page.textContent("h1")).toBe("a / b");
    await page.click("a");
    await page.waitForURL("**/docs/guide/first%20steps");
    expect(await page.textContent("h1")).toBe("guide / first steps");
  });

  test("routes: one spelling, decoded once", async () => {
    const answerTo = async (path: string) => {
      const { status, headers } = await server.fetch(path);
      return `${status} ${headers.get("location") ?? ""}`;
    };
    expect(await answerTo("/account/")).toBe("308 /account");
    expect(await answerTo("/Account")).toBe("404 ");
    expect(await answerTo("/hello/%E0%A4%A")).toBe("400 ");
    expect(await text("/hello/a%2Fb")).toContain("Hello a/b");
  });

  test("data: a deferred prop", async () => {
    expect(await text("/article")).toMatch(/Loading comments….*data-deferred="0".*First/s);
    const { page } = await openPage(server, "/article");
    await expect.poll(() => page.locator("main p").textContent()).toBe("First");
  });

  test("pages: data, metadata, head, layout and cookie", async () => {
    const answer = await server.fetch("/account");
    const html = await answer.text();
    expect(html).toContain("Ada at Bunsen");
    expect(html).toContain("<title>Ada</title>");
    expect(html).toContain('<html lang="en"');
    expect(html).toContain('<meta name="path" content="/account"');
    expect(answer.headers.get("x-account")).toBe("1");
    expect(answer.headers.getSetCookie().join()).toContain("seen=yes");
    expect((await server.fetch("/account?user=9")).status).toBe(403);
    expect(await text("/hello/Bo")).toContain("Hello Bo");
  });

  test("pages: streaming, prerendering, errors", async () => {
    expect(await text("/slow")).toContain("Here it is.");
    expect(await text("/guide/deploy")).toContain("deploy");
    const missing = await server.fetch("/nowhere");
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain("<h1>404</h1>");
  });

  test("data: maps, dates and big integers, in the browser as on the server", async () => {
    const { page, expectQuietConsole } = await openPage(server, "/orders/17");
    await hydrated(page, "li");
    expect(await page.textContent("li")).toBe("2 × Flask");
    expect(await page.textContent("time")).toBe("2026");
    expectQuietConsole();
    expect(await (await server.fetch("/orders/18")).text()).toContain("There is no such order.");
    expect(await text("/status")).toContain("https://api.example.com");
  });

  test("forms: errors with a 422, success with a redirect", async () => {
    expect((await server.fetch("/sign-up", form({ name: "" }))).status).toBe(422);
    const done = await server.fetch("/sign-up", form({ name: "Bo" }));
    expect([done.status, done.headers.get("location")]).toEqual([303, "/account"]);
    const { page } = await openPage(server, "/newsletter", { javaScriptEnabled: false });
    await page.click("button");
    expect(await page.textContent('[role="alert"]')).toBe("This is no address.");
    await page.fill("input", "bo@example.com");
    await page.click("button");
    await page.waitForURL("**/hello/reader");
  });

  test("forms: by fetch", async () => {
    const { page } = await openPage(server, "/vote");
    await hydrated(page, "form");
    await page.click("button");
    await expect.poll(() => page.textContent("p")).toMatch(/^[1-9]\d* votes$/);
  });

  test("endpoints: JSON, streams, feeds", async () => {
    expect(await text("/api/time")).toContain("now");
    expect(await text("/api/users/1")).toBe('{"name":"Ada"}');
    const put = (body: object) =>
      server.fetch("/api/users/2", {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    expect((await put({})).status).toBe(422);
    expect((await put({ name: "Bo" })).status).toBe(204);
    expect(await text("/api/users/2")).toBe('{"name":"Bo"}');
    expect((await server.fetch("/api/users/3")).headers.get("content-type")).toBe("application/problem+json");
    expect((await server.fetch("/api/users/1", { method: "DELETE" })).headers.get("allow")).toBe(
      "GET, HEAD, PUT, OPTIONS",
    );
    const counted = await server.fetch("/api/size", { method: "POST", body: new Uint8Array(300_000) });
    expect(await counted.json()).toEqual({ bytes: 300_000 });
    expect(await text("/sitemap.xml")).toContain(`<loc>${server.origin}/account</loc>`);
  });

  test("endpoints: called by their types", async () => {
    const { page } = await openPage(server, "/note-editor");
    await hydrated(page, "button");
    await page.click("button");
    await expect.poll(() => page.textContent('[role="status"]')).toBe("Saved Milk.");
    expect(await text("/api/notes/1")).toBe('{"title":"Milk","tags":["shop"]}');
  });

  test("methods: a page without a companion takes no POST, and another site may not post", async () => {
    const posted = await server.fetch("/logo", { method: "POST" });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    const crossSite = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await server.fetch("/sign-up", { method: "POST", headers: crossSite })).status).toBe(403);
  });

  test("the server: health paths and default headers", async () => {
    expect(await text("/_bunsen/live")).toBe("live");
    expect(await text("/_bunsen/ready")).toBe("ready");
    const { headers } = await server.fetch("/account");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
    expect(headers.get("x-frame-options")).toBe("SAMEORIGIN");
    expect(headers.get("cache-control")).toBe("private, no-cache");
  });

  test("the server: middleware rewrites, headers, instrumentation", async () => {
    expect(await text("/start")).toContain("Ada at Bunsen");
    expect((await server.fetch("/slow")).headers.get("strict-transport-security")).toBe("max-age=31536000");
    expect(server.log()).toContain("Instrumentation is loaded. service=shop");
  });

  test("caching: kept, kept for nobody in particular, dropped", async () => {
    const kept = async (path: string, cookie = "") => {
      const answer = await server.fetch(path, { headers: { cookie } });
      const heading = /<h1>(.*?)<\/h1>/.exec(await answer.text())?.[1]?.replaceAll("<!-- -->", "");
      return `${answer.headers.get("x-bunsen-cache")} ${heading}`;
    };
    await server.fetch("/api/publish", { method: "POST" });
    expect(await kept("/news/today?page=2")).toBe("MISS today, page 2");
    expect(await kept("/news/today?page=2&utm_source=x")).toBe("HIT today, page 2");
    expect(await kept("/front")).toBe("MISS Good morning, reader");
    expect(await kept("/front", "session=Ada")).toBe("BYPASS Good morning, Ada");
    expect(await kept("/front")).toBe("HIT Good morning, reader");
    expect(await kept("/prices")).toMatch(/ Prices$/);
    expect((await server.fetch("/api/publish", { method: "POST" })).status).toBe(204);
    expect(await kept("/front")).toBe("MISS Good morning, reader");
    expect(await kept("/news/today?page=2")).toBe("MISS today, page 2");
  });

  test("static files: for ever", async () => {
    const source = /<img src="([^"]+)"/.exec(await text("/logo"))?.[1] ?? "";
    const file = await server.fetch(source);
    expect(file.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await server.fetch("/assets/gone.js")).headers.get("cache-control")).toBe("no-store");
  });
});

test.each(["vite", "runtime"])(
  "the snippets of the README of packages/%s type-check",
  { timeout: 60_000 },
  (name) =>
    typeCheck({
      "src/pages/index.tsx": "export default () => <h1>Home</h1>;\n",
      ...appOf(`packages/${name}/README.md`),
    }),
);
