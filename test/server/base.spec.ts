import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { colorOf, hydrated, openPage } from "../support/browser.ts";
import { buildAlone, buildApp } from "../support/build.ts";
import { type AppFiles, editFile, writeApp } from "../support/fixture.ts";
import { builtHome, describeModes } from "../support/modes.ts";
import { startBuilt, startDev } from "../support/serve.ts";

const config = (base: string) =>
  `import { bunsen } from "@bunsen/vite";\nexport default { base: "${base}", plugins: [bunsen()] };\n`;

const APP: AppFiles = {
  "vite.config.ts": config("/shop/"),
  "public/robots.txt": "User-agent: *\n",
  "src/mark.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n',
  "src/stamp.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>\n',
  "src/style.css": "main { color: rgb(1, 2, 3); }\n",
  // Immediately, before anything is rendered or hydrated.
  "src/links.ts": `
import { href } from "@bunsen/runtime";
export const links = { home: href("/"), topic: href("/guide/[topic]", { topic: "a b" }, { page: 2 }) };
`,
  "src/server.ts": `
import { defineServer, href } from "@bunsen/runtime";
export default defineServer({
  origin: process.env.PUBLIC_ORIGIN,
  cache: { warm: [href("/kept")] },
  middleware({ url, req, locals }) {
    locals.seen = url.pathname;
    if (req.url !== url.href) return new Response("req.url is " + req.url, { status: 500 });
    if (url.pathname.startsWith("/admin")) return new Response("no entry", { status: 401 });
    if (url.pathname === "/start") return new Request(new URL("/api/here", url), req);
    if (url.pathname === "/start-by-link") return new Request(new URL(href("/api/here"), url), req);
    if (url.pathname === "/start-again") return new Request(new URL("/start/", url), req);
    if (url.pathname === "/sneak") return new Request(new URL("/admin/x", url), req);
    if (url.pathname === "/shop/within" && !req.headers.has("x-added"))
      return new Request(req, { headers: { "x-added": "yes" } });
    if (url.pathname === "/sign-in") return Response.redirect(new URL(href("/form"), url), 303);
  },
  async around(ctx, next) {
    const before = ctx.url.pathname;
    const response = await next();
    response.headers.set("x-around", before + " " + ctx.url.pathname);
    return response;
  },
  websocket: { path: "/ws", message(socket, message) { socket.send("echo " + message); } },
});
`,
  "src/pages/index.tsx": `
import { useState } from "react";
import { href } from "@bunsen/runtime";
import { links } from "../links";
import mark from "../mark.svg?no-inline";
import "../style.css";
export const meta = { title: links.home };
export default function Index({ props, url }) {
  const [count, setCount] = useState(0);
  return (
    <main>
      <a id="topic" href={links.topic}>topic</a>
      <a id="form" href={href("/form")}>form</a>
      <p id="where">{url.pathname} {import.meta.env.BASE_URL} {props.seen}</p>
      <img src={mark} alt="" />
      <button type="button" onClick={() => setCount(count + 1)}>clicked {count}</button>
    </main>
  );
}
`,
  "src/pages/index.server.ts": "export default ({ locals }) => ({ props: { seen: locals.seen } });\n",
  "src/pages/guide/[topic].tsx": `
import { href } from "@bunsen/runtime";
export const config = { prerender: () => ["a b", "c"].map((topic) => href("/guide/[topic]", { topic })) };
export default ({ params, url }) => <h1>{params.topic + " at " + url.pathname}</h1>;
`,
  "src/pages/plain.tsx": "export const config = { prerender: true };\nexport default () => <h1>plain</h1>;\n",
  "src/pages/kept.tsx": `
let visits = 0;
export const config = { cachePage: true };
export default () => <p>visit {String(++visits)}</p>;
`,
  "src/pages/form.tsx": `
import stamp from "../stamp.svg?no-inline";
export const config = { hydrate: false };
export default ({ props }) => <form method="post"><img src={stamp} alt="" /><input name="name" /><button type="submit">send</button>{props.problem}</form>;
`,
  "src/pages/form.server.ts": `
import { href, redirect } from "@bunsen/runtime";
export default async ({ req, body }) => {
  if (req.method !== "POST") return { props: {} };
  const name = String((await body).get("name"));
  if (name === "") return { props: { problem: "no name" }, responseOptions: { status: 422 } };
  redirect(href("/guide/[topic]", { topic: name }), 303);
};
`,
  "src/pages/api/called.ts": `
import { api } from "@bunsen/runtime";
export const GET = async () => (await api("/api/here").GET()).data;
`,
  "src/pages/api/here.ts":
    "export const GET = ({ url, req, locals }) => ({ path: url.pathname, same: req.url === url.href, seen: locals.seen });\n",
  "src/pages/shop/[...rest].ts":
    'export const GET = ({ params, req }) => ({ rest: params.rest, added: req.headers.get("x-added") });\n',
  "src/pages/admin/x.tsx": "export default () => <h1>secret</h1>;\n",
  "src/pages/api/admin.ts": 'export const GET = () => "not behind the guard";\n',
  "public/admin/file.txt": "secret",
  "src/pages/api/forget.ts": `
import { href, revalidatePath } from "@bunsen/runtime";
export const POST = ({ query }) => revalidatePath(query.plain ? "/kept" : href("/kept"));
`,
};

describeModes(APP, (app) => {
  const textOf = async (path: string) => (await (await app.fetch(path)).text()).replaceAll("<!-- -->", "");

  test("pages, endpoints and files lie below it, and nothing lies beside it", async () => {
    expect(await textOf("/shop/")).toContain('<p id="where">/shop/ /shop/ /</p>');
    expect(await (await app.fetch("/shop/api/here")).json()).toEqual({
      path: "/shop/api/here",
      same: true,
      seen: "/api/here",
    });
    expect(await (await app.fetch("/shop/api/called")).json()).toMatchObject({ path: "/shop/api/here" });
    expect(await textOf("/shop/robots.txt")).toBe("User-agent: *\n");
    for (const path of ["/api/here", "/robots.txt", "/plain", "/shopping"]) {
      expect((await app.fetch(path)).status, path).toBe(404);
    }
    expect((await app.fetch("/shop/nothing")).status).toBe(404);
  });

  test("around sees URLs without it until next, and with it afterwards, as the route does", async () => {
    for (const path of ["/api/here", "/form", "/robots.txt"]) {
      expect((await app.fetch(`/shop${path}`)).headers.get("x-around"), path).toBe(`${path} /shop${path}`);
    }
  });

  test.each([
    ["/shop", "/shop/"],
    ["/shop?x=1", "/shop/?x=1"],
    ["/shop/form/", "/shop/form"],
    ["/shop//form", "/shop/form"],
  ])("%s is %s", async (from, to) => {
    const response = await app.fetch(from);
    expect([response.status, response.headers.get("location")]).toEqual([308, to]);
  });

  test("links and the title have it from the first moment", async () => {
    const html = await textOf("/shop/");
    expect(html).toContain('href="/shop/guide/a%20b?page=2"');
    expect(html).toContain("<title>/shop/</title>");
  });

  test("a file that only the server imports for its URL is there", async () => {
    const url = /<img src="([^"]+)"/.exec(await textOf("/shop/form"))?.[1] ?? "";
    const response = await app.fetch(url);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
  });

  test("the page comes to life, with its styles and files", async () => {
    const { page, expectQuietConsole } = await openPage(app, "/shop/");
    await hydrated(page, "button");
    await page.locator("button").click();
    expect(await page.locator("button").textContent()).toBe("clicked 1");
    expect(await page.locator("#topic").getAttribute("href")).toBe("/shop/guide/a%20b?page=2");
    expect(await colorOf(page, "main")).toBe("rgb(1, 2, 3)");
    const image = await page.locator("img").getAttribute("src");
    expect(image).toMatch(/^\/shop\//);
    expect((await app.fetch(image ?? "")).headers.get("content-type")).toBe("image/svg+xml");
    expectQuietConsole();
  });

  test("a form and its redirect work without JavaScript", async () => {
    const { page } = await openPage(app, "/shop/", { javaScriptEnabled: false });
    await page.locator("#form").click();
    await page.locator("button").click();
    await expect.poll(() => page.locator("form").textContent()).toContain("no name");
    await page.locator("input").fill("c");
    await page.locator("button").click();
    await expect.poll(() => page.locator("h1").allTextContents()).toEqual(["c at /shop/guide/c"]);
    expect(new URL(page.url()).pathname).toBe("/shop/guide/c");
  });

  test("pages that the build renders are there", async () => {
    expect(await textOf("/shop/guide/a%20b")).toContain("a b at /shop/guide/a%20b");
    expect(await textOf("/shop/plain")).toContain("plain");
  });

  test.each(["/start", "/start-by-link", "/start-again"])("middleware rewrites %s below it", async (path) => {
    expect(await (await app.fetch(`/shop${path}`)).json()).toEqual({
      path: "/shop/api/here",
      same: true,
      seen: "/api/here",
    });
  });

  test.each([
    "/shop/admin/x",
    "/shop/admin/file.txt",
    "/shop/public/admin/file.txt",
    "/shop/%61dmin/x",
    "/shop/sneak",
  ])("a guard by the path of the route holds for %s", async (path) => {
    const response = await app.fetch(path);
    expect(await response.text()).not.toContain("secret");
    expect(response.status).toBe(401);
  });

  test("a route that is named like the base keeps its name in middleware", async () => {
    expect(await (await app.fetch("/shop/shop/within")).json()).toEqual({ rest: ["within"], added: "yes" });
    expect(await (await app.fetch("/shop/shop/admin")).json()).toEqual({ rest: ["admin"], added: null });
    expect((await app.fetch("/shop/api/admin")).status).toBe(200);
  });

  test("middleware redirects by links", async () => {
    const response = await app.fetch("/shop/sign-in");
    expect([response.status, response.headers.get("location")]).toEqual([303, `${app.origin}/shop/form`]);
  });

  test("the WebSocket is below it", async () => {
    const socket = new WebSocket(`${app.origin.replace("http", "ws")}/shop/ws`);
    const reply = new Promise((resolve, reject) => {
      socket.onmessage = ({ data }) => resolve(data);
      socket.onerror = () => reject(new Error("no WebSocket"));
      socket.onopen = () => socket.send("hello");
    });
    expect(await reply).toBe("echo hello");
    socket.close();
  });

  test.runIf(app.mode !== "dev").each(["", "?plain=1"])(
    "kept pages are forgotten by their link %s",
    async (query) => {
      const status = async () => (await app.fetch("/shop/kept")).headers.get("x-bunsen-cache");
      await status();
      expect(await status()).toBe("HIT");
      expect((await app.fetch(`/shop/api/forget${query}`, { method: "POST" })).status).toBe(204);
      expect(await status()).toBe("MISS");
    },
  );

  test.runIf(app.mode === "dev")("an edit reaches the tab and keeps its state", async () => {
    const { page, connected, loads } = await openPage(app, "/shop/");
    await hydrated(page, "button");
    await connected();
    await page.locator("button").click();
    editFile(join(app.dir, "src/pages/index.tsx"), "clicked {count}", "pressed {count}");
    await expect.poll(() => page.locator("button").textContent()).toBe("pressed 1");
    editFile(join(app.dir, "src/pages/index.server.ts"), "locals.seen", '"edited"');
    await expect.poll(() => page.locator("#where").textContent()).toMatch(/edited$/);
    expect(loads()).toBe(1);
  });
});

test("pages to warm may be named by their link", async () => {
  const server = await startBuilt(await builtHome(APP), {
    environment: { PUBLIC_ORIGIN: "http://127.0.0.1" },
  });
  await expect.poll(async () => (await server.fetch("/shop/kept")).headers.get("x-bunsen-cache")).toBe("HIT");
  expect(server.log()).not.toContain("cache.warm names");
});

describe("a base on another host", () => {
  const files = {
    "vite.config.ts": config("https://cdn.example/x/"),
    "src/pages/index.tsx": `
import { href } from "@bunsen/runtime";
import "../style.css";
export default () => <a href={href("/")}>here</a>;
`,
    "src/style.css": "a { color: red; }\n",
  };

  test("has what the build made; the app is at /", async () => {
    const server = await startBuilt(await buildAlone(writeApp(files)));
    const html = await (await server.fetch("/")).text();
    expect(html).toContain('<a href="/">');
    expect(html).toMatch(/<link rel="stylesheet"[^>]* href="https:\/\/cdn\.example\/x\/assets\//);
    expect(html).toMatch(/<script type="module"[^>]* src="https:\/\/cdn\.example\/x\/assets\//);
  });

  test("is no matter in development", async () => {
    const server = await startDev(writeApp(files));
    const { page, expectQuietConsole } = await openPage(server, "/");
    await hydrated(page, "a");
    expect(await page.locator("a").getAttribute("href")).toBe("/");
    expectQuietConsole();
  });
});

test("a relative base is an error that says what to do", async () => {
  const { code, output } = await buildApp(writeApp({ ...APP, "vite.config.ts": config("./") }));
  expect(code).toBe(1);
  expect(output).toContain('Set it to a path such as "/shop/".');
});
