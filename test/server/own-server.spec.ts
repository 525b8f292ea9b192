import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildAlone } from "../support/build.ts";
import { writeApp } from "../support/fixture.ts";
import { bunProgram, repository } from "../support/paths.ts";
import { freePort } from "../support/ports.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";
import { rawHeader } from "../support/raw-response.ts";
import { type RunningServer, startServer } from "../support/serve.ts";

/** Seconds; the hosts cut idle connections after 2. */
const QUIET = 3.5;

const FILES = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  requestLog: true,
  websocket: {
    path: "/ws",
    upgrade: (req) => ({ data: new URL(req.url).searchParams.get("name") ?? "nobody" }),
    message(socket, message) { socket.send(socket.data + ": " + message); },
  },
});`,
  "src/pages/index.tsx": "export default function Home({ props }) { return <h1>{props.greeting}</h1>; }\n",
  "src/pages/index.server.ts": 'export default () => ({ props: { greeting: "hello" } });\n',
  "src/pages/slow.tsx": "export default function Slow() { return <h1>slow</h1>; }\n",
  "src/pages/slow.server.ts": `export default async () => { await Bun.sleep(${QUIET * 1000}); return {}; };\n`,
  "src/pages/form.tsx": "export default function Form({ props }) { return <p>{props.name}</p>; }\n",
  "src/pages/form.server.ts":
    'export default async ({ req, body }) => ({ props: { name: req.method === "POST" ? (await body).get("name") : "" } });\n',
  "src/pages/api/ip.ts": "export default ({ ip }) => ({ ip });\n",
  "src/pages/api/size.ts": `
export const POST = async ({ req }) => {
  let size = 0;
  for await (const chunk of req.body) size += chunk.byteLength;
  return { size };
};`,
  "src/pages/api/stream.ts": `
export const GET = () => new Response(new ReadableStream({
  async start(controller) {
    controller.enqueue("first ");
    await Bun.sleep(${QUIET * 1000});
    controller.enqueue("second");
    controller.close();
  },
}));`,
  "public/notes.txt": "notes\n",
};

let home: string;
beforeAll(async () => {
  home = await buildAlone(writeApp(FILES));
}, 60_000);

describe.each(["bun", "hono", "elysia"])("the app in a server made with %s", (host) => {
  let server: RunningServer;
  beforeAll(async () => {
    const port = await freePort();
    const script = join(repository, "test/server/hosts", `${host}.ts`);
    server = await startServer(bunProgram, ["--no-install", script], port, home, {
      cwd: repository,
      environment: { PORT: String(port), APP: join(home, "dist/server/app.js"), NODE_ENV: "production" },
    });
  }, 60_000);
  afterAll(() => server?.stop());

  test("writes its request log, and none of the host's own routes", async () => {
    await server.fetch("/host");
    await server.fetch("/notes.txt");
    await expect
      .poll(() => server.log())
      .toMatch(/^request method=GET path=\/notes.txt status=200 .*bytes=6 /m);
    expect(server.log()).not.toContain("path=/host");
  });

  test("leaves the host its own routes", async () => {
    expect(await (await server.fetch("/host")).text()).toBe("the host's own");
  });

  test("answers pages, with their data, and hashed files", async () => {
    const response = await server.fetch("/");
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).toContain("<h1>hello</h1>");
    const asset = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "no script";
    const script = await server.fetch(asset);
    expect(script.status).toBe(200);
    expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  test("answers HEAD, public files, ranges, and URLs without a route", async () => {
    const head = await sendRaw(server, rawRequest("HEAD", "/"), { head: true });
    expect(head.status).toBe(200);
    expect(rawHeader(head, "content-type")).toBe("text/html; charset=utf-8");
    expect(head.rest).toHaveLength(0);
    const part = await server.fetch("/notes.txt", { headers: { range: "bytes=0-1" } });
    expect([part.status, await part.text()]).toEqual([206, "no"]);
    expect((await server.fetch("/nothing/here")).status).toBe(404);
    expect((await server.fetch("/slow/")).status).toBe(308);
  });

  test("answers forms, and streams an upload", async () => {
    const form = await server.fetch("/form", { method: "POST", body: new URLSearchParams({ name: "Ada" }) });
    expect(await form.text()).toContain("<p>Ada</p>");
    const upload = await server.fetch("/api/size", { method: "POST", body: new Uint8Array(5_000_000) });
    expect(await upload.json()).toEqual({ size: 5_000_000 });
  });

  test("knows the client's address", async () => {
    expect(await (await server.fetch("/api/ip")).json()).toEqual({ ip: "127.0.0.1" });
  });

  test("answers the health paths", async () => {
    expect(await (await server.fetch("/_bunsen/live")).text()).toBe("live");
    const ready = await server.fetch("/_bunsen/ready");
    expect([ready.status, await ready.text()]).toEqual([200, "ready"]);
  });

  test("keeps slow pages and quiet streams past the host's idle timeout", async () => {
    const [slow, stream] = await Promise.all([
      server.fetch("/slow").then((response) => response.text()),
      server.fetch("/api/stream").then((response) => response.text()),
    ]);
    expect(slow).toContain("<h1>slow</h1>");
    expect(stream).toBe("first second");
  });

  test("makes WebSocket connections, for its own origin only", async () => {
    const url = `${server.origin.replace("http", "ws")}/ws?name=Ada`;
    const socket = new WebSocket(url);
    const answer = new Promise((resolve, reject) => {
      socket.onmessage = (event) => resolve(event.data);
      socket.onerror = () => reject(new Error("no connection"));
      socket.onclose = (event) => reject(new Error(`closed with ${event.code}`));
      setTimeout(reject, 5000, new Error("no message"));
    });
    socket.onopen = () => socket.send("hi");
    expect(await answer).toBe("Ada: hi");
    socket.close();
    const foreign = await sendRaw(
      server,
      rawRequest("GET", "/ws", {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
        Origin: "https://evil.example",
      }),
    );
    expect(foreign.status).toBe(403);
  });

  test("has written nothing about failures", () => {
    expect(server.log()).not.toMatch(/error|fail/i);
  });
});
