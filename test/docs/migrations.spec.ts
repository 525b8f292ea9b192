import { describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { appOf, buildTyped, documents, snippetsOf } from "../support/documents.ts";
import { startBuilt } from "../support/serve.ts";

const start = async (document: string) => startBuilt(await buildTyped(appOf(document)));

test("an app of Bunext, moved over", async () => {
  const server = await start("docs/migrate/bunext.md");
  const answer = await server.fetch("/recipes/soup", { headers: { host: "example.com" } });
  const html = await answer.text();
  expect(html).toContain("<title>soup</title>");
  expect(answer.headers.get("x-recipe")).toBe("yes");
  expect(html).toContain("<title>soup</title>");
  expect(html).toContain('<meta name="recipe" content="soup"');
  expect(html).toContain("https://api.example.com");
  const gone = await server.fetch("/recipes/gone");
  expect([gone.status, gone.headers.get("location")]).toEqual([307, "/recipes/soup"]);
  expect((await server.fetch("/dashboard/x")).headers.get("location")).toBe("https://example.com/login");
  const echo = await server.fetch("/api/echo", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"a":1}',
  });
  expect(await echo.json()).toEqual({ success: true, data: { a: 1 } });
});

test("an app of Next, moved over", async () => {
  const server = await start("docs/migrate/next.md");
  const post = await server.fetch("/posts/hello");
  expect(await post.text()).toContain("<title>Hello</title>");
  expect(post.headers.get("x-powered-by")).toBe("hydrogen");
  expect((await server.fetch("/posts/hello")).headers.get("x-bunsen-cache")).toBe("HIT");
  const moved = await server.fetch("/posts/old");
  expect([moved.status, moved.headers.get("location")]).toEqual([301, "/posts/hello"]);
  expect((await server.fetch("/posts/none")).status).toBe(404);
  expect((await server.fetch("/blog/hello")).status).toBe(308);
  expect(await (await server.fetch("/latest")).text()).toContain("Hello");
  const named = await server.fetch("/api/names", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"name":"Ada"}',
  });
  expect([named.status, await named.json()]).toEqual([201, { name: "Ada" }]);
  expect((await server.fetch("/api/names")).status).toBe(405);
});

test("a single-page app, moved over", async () => {
  const server = await start("docs/migrate/vite-spa.md");
  const { page, expectQuietConsole } = await openPage(server, "/products/7");
  await hydrated(page, "main");
  expect(await page.textContent("h1")).toBe("Flask");
  expect(await page.getAttribute("main", "class")).toBe("light");
  expectQuietConsole();
  await page.goto(`${server.origin}/app/some/place`);
  await page.waitForSelector("text=The router shows /app/some/place");
});

describe("code of other frameworks", () => {
  const snippets = documents()
    .flatMap(snippetsOf)
    .filter(({ note }) => note === "before");

  test("is there for each of them", () => {
    expect(new Set(snippets.map(({ document }) => document)).size).toBe(3);
  });

  test.each(snippets)("$document:$line parses", ({ code, language }) => {
    new Bun.Transpiler({ loader: language === "tsx" ? "tsx" : "ts" }).transformSync(code);
  });
});
