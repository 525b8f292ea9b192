import { describe, expect, test } from "vitest";
import { describeModes } from "./support/modes.ts";
import { getRaw, rawRequest, sendRaw } from "./support/raw.ts";
import { type RawResponse, rawHeader, rawText } from "./support/raw-response.ts";

const FILES = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  middleware({ req, url, locals, server }) {
    locals.by = "middleware";
    if (url.pathname === "/stop") return new Response("stopped");
    if (url.pathname === "/old") return new Request(new URL("/?from=old", url), req);
    if (url.pathname === "/old-api") return new Request(new URL("/api/seen", url), req);
    if (url.pathname === "/old-socket") return new Request(new URL("/ws", url), req);
    if (url.pathname === "/circle") return new Request(url, req);
    if (url.pathname === "/away") return new Request("https://other.example/", req);
    if (url.pathname.startsWith("/admin")) return new Response("no entry", { status: 401 });
    if (url.pathname === "/own-socket" && server?.upgrade(req)) return new Response(null);
  },
  websocket: { path: "/ws", open(socket) { socket.send("hello"); }, message() {} },
  onRequest({ req, route, status }) { console.log("seen", req.method, route, status); },
  onError(error, { route }) { console.log("caught", route, error.message); throw new Error("hook trouble"); },
  headers: { "x-everywhere": "yes", "x-frame-options": false },
});`,
  "src/pages/index.tsx": `
export default function Index({ props, query }) { return <h1>{props.by} {query.from}</h1>; }`,
  "src/pages/index.server.ts": "export default ({ locals }) => ({ props: { by: locals.by } });",
  "src/pages/admin/index.tsx": "export default () => <h1>secret</h1>;",
  "src/pages/api/seen.ts": "export default ({ locals, url }) => ({ by: locals.by, path: url.pathname });",
  "src/pages/api/small.ts": `
export const config = { maxRequestBodyMB: 0.001 };
export const POST = async ({ body }) => ({ length: String(await body).length });`,
  "src/pages/api/swallows.ts": `
export const config = { maxRequestBodyMB: 0.001 };
export const POST = async ({ req }) => ({ length: await req.text().then((text) => text.length, () => -1) });`,
  "src/pages/api/broken.ts": 'export const GET = () => { throw new Error("broken on purpose"); };',
  "src/pages/api/open.ts": 'export const config = { csrf: false };\nexport const POST = () => "open";',
  "public/admin/file.txt": "guarded",
  "public/style.txt": "free",
};

describeModes(FILES, (app) => {
  const text = async (path: string) => (await app.fetch(path)).text();

  describe("middleware", () => {
    test("answers, rewrites and passes", async () => {
      expect(await text("/stop")).toBe("stopped");
      expect(await text("/old")).toContain("<h1>middleware<!-- --> <!-- -->old</h1>");
      expect(JSON.parse(await text("/old-api"))).toEqual({ by: "middleware", path: "/api/seen" });
    });

    test("that rewrites in a circle is cut with 508, and to elsewhere is an error", async () => {
      expect((await app.fetch("/circle")).status).toBe(508);
      expect((await app.fetch("/away")).status).toBe(500);
    });

    test.each(["/admin", "/%61dmin", "/admin/file.txt", "/w/../admin", "/admin/nothing"])(
      "guards %s",
      async (path) => {
        const response = await sendRaw(app, rawRequest("GET", path));
        expect(rawText(response)).not.toMatch(/secret|guarded/);
        expect(response.status).toBe(401);
      },
    );
  });

  describe("headers reach", () => {
    const expectHeaders = (response: RawResponse, path: string) => {
      const shown = [rawHeader(response, "x-everywhere"), rawHeader(response, "x-frame-options")];
      expect([path, ...shown]).toEqual([path, "yes", undefined]);
    };

    test("every answer", async () => {
      for (const path of ["/", "/api/seen", "/nowhere", "/stop", "/slash/", "/%ff", "/style.txt"]) {
        expectHeaders(await getRaw(app, path), path);
      }
      expectHeaders(await sendRaw(app, rawRequest("PURGE", "/")), "a method that nothing has");
    });

    // In development Vite hands these out.
    test.skipIf(app.mode === "dev")("hashed files, whole, in part, unchanged or missing", async () => {
      const script = /src="(\/assets\/[^"]+)"/.exec(await text("/"))?.[1] ?? "none";
      const etag = rawHeader(await getRaw(app, script), "etag") ?? "none";
      const requests: [Record<string, string>, number][] = [
        [{}, 200],
        [{ "If-None-Match": etag }, 304],
        [{ Range: "bytes=0-3" }, 206],
        [{ Range: "bytes=99999999-" }, 416],
      ];
      for (const [headers, status] of requests) {
        const response = await getRaw(app, script, headers);
        expect(response.status).toBe(status);
        expectHeaders(response, String(status));
      }
      expectHeaders(await sendRaw(app, rawRequest("HEAD", script), { head: true }), "HEAD");
      expectHeaders(await getRaw(app, "/assets/none.js"), "a missing file");
    });
  });

  describe("a request of another site's page", () => {
    const foreign = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };

    test("is refused, unless the route opts out", async () => {
      const post = (path: string) => app.fetch(path, { method: "POST", headers: foreign });
      expect((await post("/api/seen")).status).toBe(403);
      expect((await post("/")).status).toBe(403);
      expect((await post("/api/open")).status).toBe(200);
      expect((await app.fetch("/api/seen", { headers: foreign })).status).toBe(200);
    });

    test.each(["/ws", "/own-socket"])("gets no WebSocket at %s", async (path) => {
      const upgrade = {
        Upgrade: "websocket",
        Connection: "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
      };
      const response = await sendRaw(app, rawRequest("GET", path, { ...upgrade, Origin: foreign.Origin }));
      expect(response.status).toBe(403);
    });
  });

  test.each(["/ws", "/old-socket"])("a WebSocket connects at %s", async (path) => {
    const socket = new WebSocket(app.origin.replace("http", "ws") + path);
    const message = await new Promise((resolve, reject) => {
      socket.onmessage = (event) => resolve(event.data);
      socket.onerror = () => reject(new Error("the connection failed"));
    });
    socket.close();
    expect(message).toBe("hello");
  });

  test("hooks are told, and their own trouble changes nothing", async () => {
    expect((await app.fetch("/api/broken")).status).toBe(500);
    await expect.poll(() => app.log()).toContain("caught /api/broken broken on purpose");
    await expect.poll(() => app.log()).toContain("seen GET /api/broken 500");
    await expect.poll(() => app.log()).toContain("The hook onError failed.");
  });

  describe("a body over the route's limit is a 413", () => {
    const long = "x".repeat(5000);
    const chunked = `1388\r\n${long}\r\n0\r\n\r\n`;

    test.each(["/api/small", "/api/swallows"])("%s, with its length or without", async (path) => {
      const plain = { "Content-Type": "text/plain" };
      const withLength = rawRequest("POST", path, { ...plain, "Content-Length": "5000" });
      expect((await sendRaw(app, withLength + long)).status).toBe(413);
      const without = rawRequest("POST", path, { ...plain, "Transfer-Encoding": "chunked" });
      expect((await sendRaw(app, without + chunked)).status).toBe(413);
      const short = rawRequest("POST", path, { ...plain, "Content-Length": "3" });
      expect(rawText(await sendRaw(app, `${short}abc`))).toContain('"length":3');
    });
  });
});
