import { expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { getRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";

const FILES = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  trailingSlash: "always",
  middleware({ req, url }) {
    if (url.pathname === "/old-license/") return new Request(new URL("/LICENSE", url), req);
    if (url.pathname === "/old-still/") return new Request(new URL("/still", url), req);
    if (url.pathname === "/secret") return new Response("no entry", { status: 401 });
  },
  websocket: { path: "/ws", open(socket) { socket.send("hello"); }, message() {} },
});`,
  "src/pages/index.tsx": "export default () => <h1>home</h1>;",
  "src/pages/about.tsx": "export default ({ url }) => <h1>about {url.pathname}</h1>;",
  "src/pages/still.tsx": `
export const config = { prerender: true };
export default ({ url }) => <h1>still {url.pathname} {typeof Bun === "undefined" ? "" : process.env.PORT ? "rendered late" : "built"}</h1>;`,
  "src/pages/guide/[topic].tsx": `
export const config = { prerender: () => ["/guide/one", "/guide/two/"] };
export default ({ url }) => <h1>guide {url.pathname}</h1>;`,
  "src/pages/api/where.ts": "export const GET = ({ url }) => url.pathname;",
  "src/pages/feed.xml.ts": 'export const GET = () => new Response("feed");',
  "public/LICENSE": "the license",
  "public/secret": "guarded",
  "public/.well-known/apple-app-site-association": "{}",
  "public/caf\u00e9": "coffee",
  "public/robots.txt": "robots",
};

describeModes(FILES, (app) => {
  /** Status, and what it leads to: the place, or the body. */
  const ask = async (path: string) => {
    const response = await getRaw(app, path);
    const location = rawHeader(response, "location");
    return [response.status, location ?? rawText(response)];
  };

  test("pages and endpoints have a slash at the end", async () => {
    for (const path of ["/about", "/still", "/guide/one", "/guide/two", "/api/where", "/nowhere"]) {
      expect(await ask(`${path}?a=1`)).toEqual([308, `${path}/?a=1`]);
      expect((await ask(`${path}/`))[0], path).toBe(path === "/nowhere" ? 404 : 200);
    }
    expect((await ask("/about/"))[1]).toContain("about <!-- -->/about/");
    expect(await ask("/api/where/")).toEqual([200, '"/api/where/"']);
    expect((await ask("/"))[0]).toBe(200);
  });

  test("files keep their names, with an extension or without", async () => {
    const files = [
      ["/LICENSE", "the license"],
      ["/.well-known/apple-app-site-association", "{}"],
      ["/caf%C3%A9", "coffee"],
      ["/robots.txt", "robots"],
      ["/feed.xml", "feed"],
    ] as const;
    for (const [path, content] of files) {
      expect(await ask(path)).toEqual([200, content]);
      expect(await ask(`${path}/`)).toEqual([308, path]);
      expect(await ask(`/${path}`)).toEqual([308, path]);
      if (content === "feed") continue;
      expect(await ask(`/public${path}`)).toEqual([200, content]);
      expect(await ask(`/public${path}/`)).toEqual([308, `/public${path}`]);
    }
  });

  test("no redirect leads to another one", async () => {
    for (const path of [
      "/about",
      "//about//",
      "/LICENSE/",
      "//LICENSE",
      "/still",
      "/%4CICENSE/",
      "/w/../about",
    ]) {
      const [status, location = ""] = await ask(path);
      expect([path, status]).toEqual([path, 308]);
      expect((await ask(String(location)))[0], String(location)).toBe(200);
    }
  });

  test("middleware sees a file under its own name, and may send requests there", async () => {
    expect(await ask("/secret")).toEqual([401, "no entry"]);
    expect(await ask("/old-license/")).toEqual([200, "the license"]);
    expect((await ask("/old-still/"))[1]).toContain("still <!-- -->/still/");
  });

  test.skipIf(app.mode === "dev")("a prerendered page is the file that the build made", async () => {
    for (const path of ["/still/", "/guide/one/", "/guide/two/"]) {
      const response = await getRaw(app, path);
      expect(rawHeader(response, "etag"), path).toMatch(/^"[0-9a-f]{16}"$/);
      expect(rawText(response)).toContain(`<!-- -->${path}`);
    }
  });

  test("a WebSocket connects at its path", async () => {
    const socket = new WebSocket(`${app.origin.replace("http", "ws")}/ws`);
    const message = await new Promise((resolve, reject) => {
      socket.onmessage = (event) => resolve(event.data);
      socket.onerror = () => reject(new Error("the connection failed"));
    });
    socket.close();
    expect(message).toBe("hello");
  });
});
