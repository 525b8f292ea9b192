import { describe, expect, test } from "vitest";
import { buildApp } from "../support/build.ts";
import { writeApp } from "../support/fixture.ts";
import { describeModes, selectedModes } from "../support/modes.ts";
import { getRaw, rawRequest, sendRaw } from "../support/raw.ts";
import { type RawResponse, rawHeader, rawText } from "../support/raw-response.ts";
import { startDev } from "../support/serve.ts";

/** What guards were found to return that meant to refuse. */
const REFUSALS = [
  "false",
  "null",
  "true",
  "0",
  '""',
  '"denied"',
  "{}",
  '{ redirect: "/login" }',
  "[]",
  'new Error("denied")',
  "() => undefined",
  'Symbol("no")',
  'new URL("http://127.0.0.1/login")',
  "new Headers()",
  "Promise.resolve(false)",
];

const FILES = {
  "src/server.ts": `
import { building, defineServer } from "@bunsen/runtime";
import { visitor } from "./visitor.server.ts";
const REFUSALS = [${REFUSALS.join(", ")}];
const CONSTANT = new Response("the same for all");
export default defineServer({
  middlewareTimeout: 1,
  async middleware(ctx) {
    const { req, url, locals, server, cookies } = ctx;
    locals.by = "middleware";
    if (url.pathname === "/refused") return REFUSALS[Number(url.searchParams.get("case"))];
    if (url.pathname === "/constant") return CONSTANT;
    if (url.pathname === "/hangs") {
      ctx.signal.addEventListener("abort", () => console.log("the middleware's signal aborted"));
      return new Promise(() => undefined);
    }
    if (url.pathname.endsWith("/signed.txt") && url.searchParams.get("signature") !== "right")
      return new Response("no signature", { status: 401 });
    if (url.searchParams.has("cookies")) {
      cookies.set("first", "1");
      cookies.set("second", "2");
    }
    if (url.searchParams.has("marked")) {
      ctx.resTransform = (response) => {
        response.headers.set("x-marked", "yes");
        return response;
      };
    }
    if (url.pathname === "/stop") return new Response("stopped");
    if (url.pathname === "/old") return new Request(new URL("/?from=old", url), req);
    if (url.pathname === "/old-api") return new Request(new URL("/api/seen", url), req);
    if (url.pathname === "/old-socket") return new Request(new URL("/ws", url), req);
    if (url.pathname === "/circle") return new Request(new URL("/circle/back", url), req);
    if (url.pathname === "/circle/back") return new Request(new URL("/circle", url), req);
    if (url.pathname === "/away") return new Request("https://other.example/", req);
    if (url.pathname.startsWith("/admin")) return new Response("no entry", { status: 401 });
    if (url.searchParams.has("as-user")) {
      cookies.set("times", String(Number(locals.times ?? 0) + 1));
      locals.times = 1;
      const changed = new Request(req, { method: url.searchParams.get("method") ?? req.method });
      changed.headers.set("x-user", "Ada");
      return changed;
    }
    if (url.pathname === "/own-socket" && server?.upgrade(req)) return new Response(null);
  },
  async around(ctx, next) {
    const { searchParams } = ctx.url;
    switch (searchParams.get("around")) {
      case "nothing": return void (await next());
      case "twice": return (await next(), next());
      case "throws": throw new Error("around on purpose");
      case "hangs": return new Promise(() => undefined);
      case "hangs-after": return (await next(), new Promise(() => undefined));
      case "own": return new Response("its own");
      case "rewrites": return new Response((await (await next()).text()) + " and more");
    }
    const response = await visitor.run(searchParams.get("visitor"), next);
    response.headers.set("x-around", String(response.status));
    return response;
  },
  async onStart({ signal, worker }) {
    await Bun.sleep(20);
    (globalThis.starts ??= []).push({ worker, building, isAborted: signal.aborted });
  },
  websocket: {
    path: "/ws",
    upgrade(req) {
      if (req.url.includes("refuse")) return new Response("not you", { status: 403 });
      if (req.url.includes("odd")) return false;
      if (req.url.includes("hang")) return new Promise(() => undefined);
    },
    open(socket) { socket.send("hello"); },
    message() {},
  },
  onRequest({ req, route, status }) { console.log("seen", req.method, route, status); },
  onError(error, { route }) { console.log("caught", route, error.message); throw new Error("hook trouble"); },
  headers: { "x-everywhere": "yes", "x-frame-options": false },
});`,
  "src/visitor.server.ts": `
import { AsyncLocalStorage } from "node:async_hooks";
export const visitor = new AsyncLocalStorage();
globalThis.currentVisitor = () => visitor.getStore() ?? "none";`,
  "src/pages/visitor.server.ts":
    "export default () => ({ props: { visitor: globalThis.currentVisitor() } });",
  "src/pages/visitor.tsx": `
import { Suspense, use } from "react";
function Late({ promise }) {
  use(promise);
  return <i>late {globalThis.currentVisitor?.()}</i>;
}
export default function Visitor({ props }) {
  const promise = new Promise((resolve) => setTimeout(resolve, 30));
  return <h1>{props.visitor}<Suspense><Late promise={promise} /></Suspense></h1>;
}`,
  "src/pages/shared.server.ts":
    "export default async () => (await Bun.sleep(1), { props: { visitor: globalThis.currentVisitor() } });",
  "src/pages/shared.tsx":
    "export const config = { cachePage: true };\nexport default ({ props }) => <h1>{props.visitor}</h1>;",
  "src/pages/api/visitor.ts": `export const GET = () => new Response(new ReadableStream({
  async pull(controller) {
    await Bun.sleep(5);
    controller.enqueue(globalThis.currentVisitor());
    controller.close();
  },
}, { highWaterMark: 0 }));`,
  "src/pages/api/starts.ts": "export const GET = () => globalThis.starts;",
  "src/pages/index.tsx": `
export default function Index({ props, query }) { return <h1>{props.by} {query.from}</h1>; }`,
  "src/pages/index.server.ts": "export default ({ locals }) => ({ props: { by: locals.by } });",
  "src/pages/admin/index.tsx": "export default () => <h1>secret</h1>;",
  "src/pages/api/seen.ts": "export default ({ locals, url }) => ({ by: locals.by, path: url.pathname });",
  "src/pages/api/user.ts": `
export default async ({ req, body, url }) =>
  ({ user: req.headers.get("x-user"), method: req.method, path: url.pathname, body: await body });`,
  "src/pages/api/small.ts": `
export const config = { maxRequestBodyMB: 0.001 };
export const POST = async ({ body }) => ({ length: String(await body).length });`,
  "src/pages/api/swallows.ts": `
export const config = { maxRequestBodyMB: 0.001 };
export const POST = async ({ req }) => ({ length: await req.text().then((text) => text.length, () => -1) });`,
  "src/pages/refused.tsx": "export default () => <h1>secret</h1>;",
  "src/pages/still.tsx": "export const config = { prerender: true };\nexport default () => <h1>still</h1>;",
  "src/pages/kept.tsx": "export const config = { cachePage: true };\nexport default () => <h1>kept</h1>;",
  "src/pages/undecided.tsx":
    'export const config = { cachePage: () => "yes" };\nexport default () => <h1>undecided</h1>;',
  "src/pages/api/moved.ts":
    'import { redirect } from "@bunsen/runtime";\nexport const GET = () => redirect("/");',
  "src/pages/api/broken.ts": 'export const GET = () => { throw new Error("broken on purpose"); };',
  "src/pages/api/open.ts": 'export const config = { csrf: false };\nexport const POST = () => "open";',
  "public/admin/file.txt": "guarded",
  "public/style.txt": "free",
  "public/signed.txt": "signed",
};

const HANDSHAKE = {
  Upgrade: "websocket",
  Connection: "Upgrade",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Version": "13",
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

    test("that returns the same URL with other headers is not asked again", async () => {
      const body = JSON.stringify({ a: 1 });
      const headers = { "content-type": "application/json" };
      const response = await app.fetch("/api/user?as-user", { method: "POST", headers, body });
      expect(await response.json()).toEqual({
        user: "Ada",
        method: "POST",
        path: "/api/user",
        body: { a: 1 },
      });
      expect(response.headers.getSetCookie()).toEqual([expect.stringContaining("times=1;")]);
    });

    test("that makes a request of another method of it is asked again", async () => {
      const response = await app.fetch("/api/user?as-user&method=PUT");
      expect(await response.json()).toMatchObject({ method: "PUT" });
      expect(response.headers.getSetCookie()).toEqual([expect.stringContaining("times=2;")]);
    });

    test("that changes headers is asked about both names of a file", async () => {
      expect((await app.fetch("/public/admin/file.txt?as-user")).status).toBe(401);
      expect(await text("/public/style.txt?as-user")).toBe("free");
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

  describe("middleware that does not let a request pass by", () => {
    test.each(REFUSALS.map((shown, index) => [shown, index] as const))("returning %s", async (_, index) => {
      const response = await app.fetch(`/refused?case=${index}`);
      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain("secret");
    });

    test("is told where and what to return", async () => {
      await app.fetch(`/refused?case=${REFUSALS.indexOf('"denied"')}`);
      await expect
        .poll(() => app.log())
        .toMatch(/middleware of src\/server\.ts returned a string.*Return a Response.*MIDDLEWARE_RESULT/);
    });

    test("a Response that was sent before is an error each time", async () => {
      expect(await text("/constant")).toBe("the same for all");
      expect((await app.fetch("/constant")).status).toBe(500);
      await expect
        .poll(() => app.log())
        .toMatch(/src\/server\.ts returned a Response whose body was already sent/);
    });

    test("waiting for ever is a 503 at the deadline, and its signal aborts", async () => {
      const started = performance.now();
      const response = await app.fetch("/hangs");
      expect(response.status).toBe(503);
      expect(performance.now() - started).toBeGreaterThan(950);
      await expect.poll(() => app.log()).toContain("the middleware's signal aborted");
      expect(app.log()).toMatch(
        /middleware of src\/server\.ts took longer than the middlewareTimeout of 1 s/,
      );
    });

    test("a WebSocket of whose upgrade hook the same is true", async () => {
      const status = async (query: string) =>
        (await sendRaw(app, rawRequest("GET", `/ws?${query}`, HANDSHAKE))).status;
      expect(await status("odd")).toBe(500);
      await expect.poll(() => app.log()).toContain("UPGRADE_RESULT");
      expect(await status("hang")).toBe(503);
    });
  });

  test("onStart has run once, to its end, before the first request", async () => {
    await Promise.all(["/", "/api/seen"].map((path) => app.fetch(path)));
    expect(JSON.parse(await text("/api/starts"))).toEqual([{ worker: 0, building: false, isAborted: false }]);
  });

  describe("around", () => {
    test("wraps what middleware lets pass, errors included, and nothing else", async () => {
      const seenBy = async (path: string) => (await app.fetch(path)).headers.get("x-around");
      expect(await seenBy("/")).toBe("200");
      expect(await seenBy("/style.txt")).toBe("200");
      expect(await seenBy("/still")).toBe("200");
      expect(await seenBy("/nowhere")).toBe("404");
      expect(await seenBy("/api/broken")).toBe("500");
      expect(await seenBy("/stop")).toBeNull();
    });

    test("keeps AsyncLocalStorage through server functions, renders and streams", async () => {
      const [one, other] = await Promise.all([text("/visitor?visitor=one"), text("/visitor?visitor=other")]);
      expect([one, other].map((html) => /<h1>(\w+)/.exec(html)?.[1])).toEqual(["one", "other"]);
      expect([one, other].map((html) => /<i>late (?:<!-- -->)?(\w+)/.exec(html)?.[1])).toEqual([
        "one",
        "other",
      ]);
      expect(await text("/api/visitor?visitor=streamed")).toBe("streamed");
    });

    test("shows nothing of a visitor to a page that is rendered for the cache", async () => {
      expect(await text("/shared?visitor=one")).toContain("<h1>none</h1>");
      expect(await text("/shared?visitor=other")).toContain("<h1>none</h1>");
    });

    test("may respond itself, or with what it makes of the response", async () => {
      expect(await text("/?around=own")).toBe("its own");
      expect(await text("/api/seen?around=rewrites")).toMatch(/^\{.*\} and more$/);
    });

    test.each([
      ["nothing", 500, /around of src\/server\.ts returned undefined.*AROUND_RESULT/],
      ["twice", 500, /around of src\/server\.ts called next\(\) twice.*AROUND_TWICE/],
      ["throws", 500, /around on purpose/],
      ["hangs", 503, /around of src\/server\.ts took longer than the middlewareTimeout of 1 s/],
      ["hangs-after", 503, /around of src\/server\.ts took longer than the middlewareTimeout of 1 s/],
    ])("that does what it should not (%s) is a %d, and logged", async (what, status, logged) => {
      const response = await app.fetch(`/?around=${what}`);
      expect(response.status).toBe(status);
      if (app.mode !== "dev") expect(await response.text()).not.toContain("on purpose");
      await expect.poll(() => app.log()).toMatch(logged);
    });
  });

  test("a cachePage function that returns no decision is an error", async () => {
    expect((await app.fetch("/undecided")).status).toBe(500);
    await expect
      .poll(() => app.log())
      .toMatch(/cachePage in the config of src\/pages\/undecided\.tsx returned a string/);
  });

  test("a guard by the query holds under both names of a file", async () => {
    for (const path of ["/signed.txt", "/public/signed.txt"]) {
      expect((await app.fetch(path)).status, path).toBe(401);
      expect((await app.fetch(`${path}?signature=wrong`)).status, path).toBe(401);
      expect(await text(`${path}?signature=right`), path).toBe("signed");
    }
  });

  describe("what middleware sets is on", () => {
    const TARGETS: [method: string, path: string, status: number, headers?: Record<string, string>][] = [
      ["GET", "/", 200],
      ["HEAD", "/", 200],
      ["POST", "/admin/../still", 405],
      ["OPTIONS", "/still", 204],
      ["GET", "/still", 200],
      ["HEAD", "/still", 200],
      ["GET", "/kept", 200],
      ["GET", "/nowhere", 404],
      ["GET", "/stop", 200],
      ["GET", "/old", 200],
      ["GET", "/style.txt", 200],
      ["HEAD", "/style.txt", 200],
      ["GET", "/public/style.txt", 200],
      ["GET", "/style.txt", 206, { Range: "bytes=0-1" }],
      ["GET", "/style.txt", 416, { Range: "bytes=99-" }],
      ["GET", "/style.txt", 412, { "If-Match": '"other"' }],
      ["POST", "/style.txt", 405],
      ["GET", "/api/seen", 200],
      ["POST", "/api/moved", 405],
      ["OPTIONS", "/api/moved", 204],
      ["GET", "/api/moved", 302],
      ["GET", "/ws", 403, { ...HANDSHAKE, "X-Refuse": "1" }],
    ];

    test.each(TARGETS)("%s %s, a %d", async (method, path, status, headers = {}) => {
      const query = headers["X-Refuse"] ? "?cookies&marked&refuse" : "?cookies&marked";
      const { Connection = "close" } = headers;
      const raw = rawRequest(method, path + query, { ...headers, Connection });
      const response = await sendRaw(app, raw, { head: method === "HEAD" });
      expect(response.status).toBe(status);
      const cookies = response.headers.filter(([name]) => name.toLowerCase() === "set-cookie");
      expect(cookies.map(([, line]) => line.split(";", 1)[0])).toEqual(["first=1", "second=2"]);
      expect(rawHeader(response, "x-marked")).toBe("yes");
      expect(rawHeader(response, "cache-control") ?? "private").toMatch(/private|no-store/);
    });

    test.skipIf(app.mode === "dev")("a page that the cache holds, and one that is unchanged", async () => {
      await app.fetch("/kept?cookies&marked");
      const held = await getRaw(app, "/kept?cookies&marked");
      expect(held.headers.filter(([name]) => name.toLowerCase() === "set-cookie")).toHaveLength(2);
      expect(rawHeader(held, "x-bunsen-cache")).toBe("HIT");
      expect(rawHeader(held, "cache-control")).toContain("private");
      for (const path of ["/kept", "/style.txt", "/still"]) {
        const etag = rawHeader(await getRaw(app, `${path}?cookies&marked`), "etag") ?? "none";
        const unchanged = await getRaw(app, `${path}?cookies&marked`, { "If-None-Match": etag });
        expect([path, unchanged.status]).toEqual([path, 304]);
        expect(rawHeader(unchanged, "x-marked")).toBe("yes");
        expect(rawHeader(unchanged, "set-cookie")).toMatch(/first=1.*second=2/);
        expect(rawHeader(unchanged, "cache-control")).toContain("private");
      }
    });

    test("the handshake of a WebSocket", async () => {
      const response = await sendRaw(app, rawRequest("GET", "/ws?cookies&marked", HANDSHAKE));
      expect(response.status).toBe(101);
      expect(rawHeader(response, "set-cookie")).toMatch(/first=1.*second=2/);
    });

    test("nobody else: the next visitor gets a file that caches may keep", async () => {
      await app.fetch("/style.txt?cookies&marked");
      const { headers } = await app.fetch("/style.txt");
      expect([headers.get("set-cookie"), headers.get("x-marked")]).toEqual([null, null]);
      const expected = app.mode === "dev" ? "no-cache" : "public, max-age=300, must-revalidate";
      expect(headers.get("cache-control")).toBe(expected);
    });
  });

  describe("headers reach", () => {
    const expectHeaders = (response: RawResponse, path: string) => {
      const shown = [rawHeader(response, "x-everywhere"), rawHeader(response, "x-frame-options")];
      expect([path, ...shown]).toEqual([path, "yes", undefined]);
    };

    test("every response", async () => {
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
      const response = await sendRaw(app, rawRequest("GET", path, { ...HANDSHAKE, Origin: foreign.Origin }));
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
    await expect.poll(() => app.log()).toContain("The hook onError of src/server.ts failed.");
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

describe("a server module whose guards nobody would call", () => {
  const GUARD = 'export const middleware = () => new Response("no entry", { status: 401 });\n';
  const PAGE = { "src/pages/index.tsx": "export const Meta = {};\nexport default () => <h1>secret</h1>;\n" };

  test.each([
    ["no default export", GUARD],
    ["a promise as its default export", `${GUARD}export default Promise.resolve({ middleware });\n`],
    ["a function as its default export", `${GUARD}export default () => ({ middleware });\n`],
  ])("because it has %s is refused", async (_name, code) => {
    const directory = writeApp({ ...PAGE, "src/server.ts": code });
    if (selectedModes().includes("dev")) {
      const server = await startDev(directory);
      const response = await server.fetch("/");
      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain("<h1>secret</h1>");
      await expect.poll(() => server.log()).toMatch(/default export of src\/server\.ts is/);
      await server.stop();
    }
    const built = await buildApp(directory);
    expect(built.output).toMatch(/src\/server\.ts/);
    expect(built.code).toBe(1);
  });
});
