import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, type TestContext, test } from "vitest";
import { type App, describeModes } from "../support/modes.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";

const FILES = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  bodyTimeout: 1,
  serve: { idleTimeout: 2 },
  middleware: async ({ req, url }) => {
    if (url.pathname === "/read-by-middleware") return new Response(await req.text());
  },
});`,
  "src/pages/api/parsed.ts":
    "export const POST = async ({ body }) => ({ length: String(await body).length });",
  "src/pages/api/text.ts": "export const POST = async ({ req }) => ({ length: (await req.text()).length });",
  "src/pages/api/swallows.ts":
    'export const POST = ({ req }) => req.text().then((text) => ({ length: text.length }), () => "swallowed");',
  "src/pages/api/late.ts": `
export const config = { timeout: 0.5 };
export const GET = ({ signal }) => {
  signal.addEventListener("abort", () => console.log("the endpoint's signal aborted"));
  return new Promise(() => undefined);
};`,
  "src/pages/api/late-transform.ts": `
export const config = { timeout: 0.5 };
export const GET = (ctx) => {
  ctx.resTransform = () => new Promise(() => undefined);
  return new Response("never sent");
};`,
  "src/pages/api/unread-late.ts": `
export const config = { timeout: 0.5 };
export const POST = () => new Promise(() => undefined);`,
  "src/pages/api/refuses.ts": 'export const POST = async () => new Response("no", { status: 401 });',
  "src/pages/api/nothing.ts": "export const POST = async () => undefined;",
  "src/pages/api/in-time.ts": `
export const config = { timeout: 0.5 };
export const GET = () => new Response((async function* () {
  yield "begun ";
  await Bun.sleep(1000);
  yield "ended";
})());`,
  "src/pages/api/events.ts": `
const EVENT = new TextEncoder().encode("data: " + "x".repeat(100_000) + "\\n\\n");
export const GET = () => new Response(new ReadableStream({
  pull(controller) { controller.enqueue(EVENT); },
  cancel() { console.log("the events were cancelled"); },
}, { highWaterMark: 0 }), { headers: { "content-type": "text/event-stream" } });`,
  "src/pages/api/quiet-events.ts": `
export const GET = () => new Response((async function* () {
  yield "data: first\\n\\n";
  await Bun.sleep(4000);
  yield "data: last\\n\\n";
})(), { headers: { "content-type": "text/event-stream" } });`,
  "src/pages/plain.tsx": "export default () => <p>plain</p>;",
  "src/pages/form.tsx": "export default ({ props }) => <p>{props.length}</p>;",
  "src/pages/form.server.ts": `
export default async ({ req, body }) => ({ props: { length: req.method === "POST" ? String(await body).length : 0 } });`,
  "src/pages/hurried.tsx":
    "export const config = { renderTimeout: 0.3 };\nexport default ({ props }) => <p>{props.length}</p>;",
  "src/pages/hurried.server.ts": `
export default async ({ body }) => ({ props: { length: String(await body).length } });`,
};

const TEXT = { "Content-Type": "text/plain" };
const small = (path: string) => `${rawRequest("POST", path, { ...TEXT, "Content-Length": "10" })}half`;
const long = (path: string) =>
  rawRequest("POST", path, { ...TEXT, "Content-Length": "50000" }) + "x".repeat(2000);
const chunked = (path: string) =>
  `${rawRequest("POST", path, { ...TEXT, "Transfer-Encoding": "chunked" })}4\r\nhalf\r\n`;

/** A client that sends what it is told, and reads only if it is told. */
function slowClient(app: App, { onTestFinished }: TestContext): Socket {
  const socket = connect({ port: app.port, host: "127.0.0.1" });
  onTestFinished(() => void socket.destroy());
  return socket;
}

const OPEN = { Connection: "keep-alive", "Content-Length": "1000" };

/** Requests whose body no code reads to its end. */
const UNREAD: [path: string, headers: Record<string, string>, status: number][] = [
  ["/nope", {}, 404],
  ["/api/nope", {}, 404],
  ["/api/late", {}, 405],
  ["/plain", {}, 405],
  ["/form", { Origin: "http://evil.example", "Sec-Fetch-Site": "cross-site" }, 403],
  ["/api/parsed", { "Content-Length": "99999999" }, 413],
  ["/api/unread-late", {}, 503],
  ["/hurried", {}, 503],
  ["/api/refuses", {}, 401],
  ["/api/nothing", {}, 204],
];

/** Sends the start of a body, then nothing or a byte now and then, until the server closes the connection. */
async function unreadBody(
  app: App,
  context: TestContext,
  path: string,
  headers: Record<string, string>,
  isTrickling: boolean,
) {
  const client = slowClient(app, context).setEncoding("latin1");
  const closed = Promise.withResolvers<void>();
  let received = "";
  client.on("data", (text: string) => {
    received += text;
  });
  client.on("error", () => undefined).once("close", () => closed.resolve());
  const started = performance.now();
  client.write(`${rawRequest("POST", path, { ...TEXT, ...OPEN, ...headers })}abc`);
  const trickle = setInterval(() => isTrickling && client.write("x"), 500);
  const giveUp = setTimeout(() => client.destroy(), 20_000);
  await closed.promise;
  clearInterval(trickle);
  clearTimeout(giveUp);
  return { received, milliseconds: performance.now() - started };
}

// Each of them waits for a timeout, so all do at the same time; what Vitest knows of a test comes from its context then.
describeModes(FILES, (app) => {
  describe.concurrent("clients", () => {
    describe("a client that falls silent in the middle of a body gets a 408, and no more", () => {
      test.each([
        ["a small one that ctx.body reads", small("/api/parsed")],
        ["a long one", long("/api/parsed")],
        ["a long one that the handler reads", long("/api/text")],
        ["one without a length", chunked("/api/text")],
        ["one whose failure the handler swallows", chunked("/api/swallows")],
        ["of a page", small("/form")],
        ["that middleware reads", chunked("/read-by-middleware")],
      ])("%s", async (_, request) => {
        const started = performance.now();
        const response = await sendRaw(app, request, { untilClosed: true });
        expect(response.status).toBe(408);
        expect(rawHeader(response, "connection")).toBe("close");
        expect(rawText(response)).toContain("did not arrive in time");
        expect(performance.now() - started).toBeGreaterThan(950);
      });
    });

    test("a page's deadline holds for the body that it waits for", async () => {
      expect((await sendRaw(app, small("/hurried"))).status).toBe(503);
    });

    test("a client that is slow but not silent is waited for", async (context) => {
      const client = slowClient(app, context);
      client.write(rawRequest("POST", "/api/text", { ...TEXT, "Transfer-Encoding": "chunked" }));
      const received = client.setEncoding("latin1").toArray();
      for (let chunk = 0; chunk < 8; chunk++) {
        await delay(300);
        client.write("4\r\nhalf\r\n");
      }
      client.write("0\r\n\r\n");
      expect((await received).join("")).toContain('{"length":32}');
    });

    // Vite's server has a limit of its own.
    test.skipIf(app.mode === "dev")(
      "a small body that a handler reads by itself ends the connection",
      async (context) => {
        const client = slowClient(app, context);
        client.write(small("/api/text"));
        const closed = Promise.withResolvers<void>();
        client.on("error", () => undefined).once("close", () => closed.resolve());
        client.resume();
        await closed.promise;
      },
    );

    // Vite's server has limits of its own.
    test.skipIf(app.mode === "dev")(
      "a body that nobody reads ends the connection soon after the response",
      { timeout: 40_000 },
      async (context) => {
        const clients = UNREAD.flatMap(([path, headers, status]) =>
          [false, true].map(async (isTrickling) => ({
            path,
            isTrickling,
            status,
            ...(await unreadBody(app, context, path, headers, isTrickling)),
          })),
        );
        for (const { path, isTrickling, status, received, milliseconds } of await Promise.all(clients)) {
          const name = `${path}${isTrickling ? ", trickling" : ""}`;
          context.expect.soft(received, name).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
          context.expect.soft(milliseconds, name).toBeLessThan(15_000);
        }
      },
    );

    test("a client that is still sending a body that nobody reads gets the response, and stays connected", async (context) => {
      const client = slowClient(app, context).setEncoding("latin1");
      client.write(`${rawRequest("POST", "/nope", { ...TEXT, ...OPEN })}abc`);
      const [first] = await once(client, "data");
      expect(first).toMatch(/^HTTP\/1.1 404 /);
      client.write("x".repeat(997));
      client.write(`${rawRequest("POST", "/api/parsed", { ...TEXT, "Content-Length": "4" })}half`);
      expect((await client.toArray()).join("")).toContain('{"length":4}');
    });

    test("a client that does not read its events is let go of", async (context) => {
      const client = slowClient(app, context);
      client.pause();
      client.write(rawRequest("GET", "/api/events"));
      await context.expect.poll(() => app.log(), { timeout: 15_000 }).toContain("the events were cancelled");
    });

    test("quiet events are no such matter", async () => {
      expect(await (await app.fetch("/api/quiet-events")).text()).toContain("data: first\n\ndata: last\n\n");
    });

    test("an endpoint's timeout holds for its resTransform, too", async () => {
      expect((await app.fetch("/api/late-transform")).status).toBe(503);
      expect(app.log()).toMatch(/late-transform\.ts took longer than its timeout of 0\.5 s/);
    });

    test("an endpoint's timeout is a 503, and its signal aborts", async (context) => {
      const response = await app.fetch("/api/late");
      expect(response.status).toBe(503);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      await context.expect.poll(() => app.log()).toContain("the endpoint's signal aborted");
      expect(app.log()).toMatch(/src\/pages\/api\/late\.ts took longer than its timeout of 0\.5 s/);
    });

    test("a stream that was returned in time goes on", async () => {
      expect(await (await app.fetch("/api/in-time")).text()).toBe("begun ended");
    });
  });
});
