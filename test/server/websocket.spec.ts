import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { editFile, writeApp } from "../support/fixture.ts";
import { describeModes } from "../support/modes.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";
import { type RunningServer, startDev } from "../support/serve.ts";

const FILES = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
const CHUNK = new Uint8Array(1024 * 1024);
const flood = { sent: 0 };
function goOn(socket) {
  while (flood.sent < 100) {
    flood.sent++;
    if (socket.send(CHUNK) === -1) return;
  }
}
export default defineServer({
  middleware: ({ url }) => (url.pathname === "/guarded" ? new Response("no entry", { status: 401 }) : undefined),
  websocket: {
    path: "/ws",
    origins: ["https://friend.example"],
    upgrade(req) {
      const { searchParams } = new URL(req.url);
      if (searchParams.has("refuse")) return new Response("not you", { status: 403, headers: { "x-why": "refused" } });
      if (searchParams.has("throw")) throw new Error("no database");
      return { data: searchParams.get("name") ?? "nobody", headers: { "x-greeting": "hello" } };
    },
    maxPayloadLength: 8 * 1024 * 1024,
    idleTimeout: 60,
    open(socket) { socket.subscribe("news"); },
    message(socket, message) {
      if (message === "who") return void socket.send(String(socket.data));
      if (message === "ping me") return void socket.ping("are you there");
      if (message === "close me") return socket.close(4321, "as you wish");
      if (message === "fail") throw new Error("broken handler");
      if (message === "fail late") return Promise.reject(new Error("broken promise"));
      if (message === "flood") return goOn(socket);
      if (message === "flooded") return void socket.send(JSON.stringify(flood));
      socket.send(message);
    },
    pong(socket, data) { socket.send("pong: " + data); },
    drain: goOn,
    close(_socket, code, reason) { console.log("closed", code, reason); },
  },
});`,
  "src/pages/index.tsx": "export default function Home() { return <h1>home</h1>; }\n",
  "src/pages/api/publish.ts":
    'export const POST = ({ server }) => ({ sent: server.publish("news", "extra") > 0, port: server.port });\n',
};

const HANDSHAKE = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Version": "13",
};

const handshake = (path: string, headers: Record<string, string> = {}): string =>
  rawRequest("GET", path, { ...HANDSHAKE, ...headers });

interface Conversation {
  socket: WebSocket;
  /** The next message that has not been asked for yet. */
  next(): Promise<string | ArrayBuffer>;
  closed: Promise<{ code: number; reason: string }>;
}

/** Connects; what arrives is kept until it is asked for. */
async function open(server: { origin: string }, path: string, protocols?: string[]): Promise<Conversation> {
  const socket = new WebSocket(server.origin.replace("http", "ws") + path, protocols);
  onTestFinished(() => socket.close());
  socket.binaryType = "arraybuffer";
  const arrived: (string | ArrayBuffer)[] = [];
  const waiting: ((message: string | ArrayBuffer) => void)[] = [];
  socket.onmessage = ({ data }) => {
    const first = waiting.shift();
    if (first) first(data);
    else arrived.push(data);
  };
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  socket.onclose = ({ code, reason }) => closed.resolve({ code, reason });
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`no connection to ${path}`));
  });
  const next = () => {
    const first = arrived.shift();
    return first === undefined
      ? new Promise<string | ArrayBuffer>((resolve) => waiting.push(resolve))
      : Promise.resolve(first);
  };
  return { socket, next, closed: closed.promise };
}

describeModes(FILES, (app) => {
  describe("the handshake", () => {
    test("is answered by the app, with the headers of upgrade", async () => {
      const response = await sendRaw(app, handshake("/ws"));
      expect(response.status).toBe(101);
      // RFC 6455 §1.3 has this pair.
      expect(rawHeader(response, "sec-websocket-accept")).toBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      expect(rawHeader(response, "x-greeting")).toBe("hello");
    });

    test.each<[string, string, Record<string, string>, number, RegExp]>([
      ["refused by upgrade", "/ws?refuse", {}, 403, /^not you$/],
      ["of another site's page", "/ws", { Origin: "https://evil.example" }, 403, /pages of this origin/],
      ["of a sandboxed page", "/ws", { Origin: "null" }, 403, /pages of this origin/],
      ["on another path", "/other", {}, 404, /404|Not Found/],
      ["on the path with a slash", "/ws/", {}, 308, /^$/],
      ["that middleware answers", "/guarded", {}, 401, /^no entry$/],
      ["on which upgrade throws", "/ws?throw", {}, 500, /500|Internal/],
      ["without a key", "/ws", { "Sec-WebSocket-Key": "" }, 400, /handshake/],
      ["to a page", "/", {}, 200, /<h1>home<\/h1>/],
    ])("%s gets its answer", async (_, path, headers, status, body) => {
      const response = await sendRaw(app, handshake(path, headers));
      expect([response.status, rawText(response)]).toEqual([status, expect.stringMatching(body)]);
    });

    test.each(["https://friend.example", "own"])("from %s is welcome", async (origin) => {
      const Origin = origin === "own" ? `http://127.0.0.1:${app.port}` : origin;
      const request = handshake("/ws", { Origin, Host: `127.0.0.1:${app.port}` });
      expect((await sendRaw(app, request)).status).toBe(101);
    });

    test("that is refused leaves no connection behind", async () => {
      const response = await sendRaw(app, handshake("/ws?refuse"), { untilClosed: app.mode === "dev" });
      expect(rawHeader(response, "x-why")).toBe("refused");
    });
  });

  describe("a connection", () => {
    test("carries text, bytes and data of upgrade", async () => {
      const { socket, next } = await open(app, "/ws?name=ada");
      socket.send("who");
      expect(await next()).toBe("ada");
      socket.send("häß 日本");
      expect(await next()).toBe("häß 日本");
      const bytes = crypto.getRandomValues(new Uint8Array(65_000));
      socket.send(bytes);
      expect(Buffer.from((await next()) as ArrayBuffer).equals(bytes)).toBe(true);
    });

    test("carries megabytes in one message", async () => {
      const { socket, next } = await open(app, "/ws");
      socket.send(new Uint8Array(7 * 1024 * 1024).fill(42));
      expect(((await next()) as ArrayBuffer).byteLength).toBe(7 * 1024 * 1024);
    });

    test("speaks the subprotocol that the client offers", async () => {
      const { socket } = await open(app, "/ws", ["chat.v2", "chat.v1"]);
      expect(socket.protocol).toBe("chat.v2");
    });

    test("carries pings and pongs", async () => {
      const { socket, next } = await open(app, "/ws");
      socket.send("ping me");
      expect(await next()).toBe("pong: are you there");
    });

    test("closes with the server's code and with the client's", async () => {
      const first = await open(app, "/ws");
      first.socket.send("close me");
      expect(await first.closed).toEqual({ code: 4321, reason: "as you wish" });
      const second = await open(app, "/ws");
      second.socket.close(4004, "enough");
      await expect.poll(() => app.log()).toContain("closed 4004 enough");
    });

    test("that breaks is closed on the server, too", async () => {
      const socket = connect(app.port, "127.0.0.1");
      socket.write(handshake("/ws"));
      await new Promise((resolve) => socket.once("data", resolve));
      const before = app.log().split("closed 1006").length;
      socket.resetAndDestroy();
      await expect.poll(() => app.log().split("closed 1006").length).toBe(before + 1);
    });

    test("outlives a handler that throws or rejects", async () => {
      const { socket, next } = await open(app, "/ws");
      socket.send("fail");
      socket.send("fail late");
      socket.send("still here");
      expect(await next()).toBe("still here");
      await expect
        .poll(() => app.log())
        .toMatch(/A WebSocket handler of src\/server.ts failed.*\n.*broken handler/);
      await expect
        .poll(() => app.log())
        .toMatch(/A WebSocket handler of src\/server.ts failed.*\n.*broken promise/);
    });

    test("ends when a message is over the limit", async () => {
      const { socket, closed } = await open(app, "/ws");
      socket.send(new Uint8Array(9 * 1024 * 1024));
      expect([1006, 1009]).toContain((await closed).code);
    });

    test("gets what an endpoint publishes", async () => {
      const { next } = await open(app, "/ws");
      expect(await (await app.fetch("/api/publish", { method: "POST" })).json()).toMatchObject({
        sent: true,
      });
      expect(await next()).toBe("extra");
    });

    test("lets the server wait for a client that does not read", async () => {
      const slow = connect(app.port, "127.0.0.1");
      onTestFinished(() => void slow.destroy());
      slow.write(handshake("/ws"));
      await new Promise((resolve) => slow.once("data", resolve));
      slow.pause();
      slow.write(maskedText("flood"));
      const { socket, next } = await open(app, "/ws");
      const megabytesSent = async (): Promise<number> => {
        socket.send("flooded");
        return JSON.parse(String(await next())).sent;
      };
      await Bun.sleep(500);
      const stalled = await megabytesSent();
      // The buffers of the connections take some: two of them in development.
      expect(stalled).toBeLessThan(50);
      await Bun.sleep(300);
      expect(await megabytesSent()).toBe(stalled);
      slow.resume();
      await expect.poll(megabytesSent).toBe(100);
    });
  });
});

/** One text frame as a client sends it: masked, with a key of zeros (RFC 6455 §5.2). */
function maskedText(text: string): Uint8Array {
  return new Uint8Array([0x81, 0x80 | text.length, 0, 0, 0, 0, ...new TextEncoder().encode(text)]);
}

describe("in development", () => {
  const dev = async (files: Record<string, string> = FILES): Promise<RunningServer & { app: string }> => {
    const app = writeApp(files);
    return { ...(await startDev(app)), app };
  };

  test("a changed src/server.ts closes connections with 1012, and answers the next ones", async () => {
    const server = await dev();
    const before = await open(server, "/ws?name=ada");
    editFile(
      join(server.app, "src/server.ts"),
      "socket.send(String(socket.data))",
      'socket.send("new code")',
    );
    expect(await before.closed).toEqual({ code: 1012, reason: "The server code has changed." });
    const after = await open(server, "/ws?name=ada");
    after.socket.send("who");
    expect(await after.next()).toBe("new code");
  });

  test("an edit elsewhere closes nothing, and Vite's own socket is at work", async () => {
    const server = await dev();
    const { socket, next } = await open(server, "/ws?name=ada");
    const opened = await openPage(server, "/");
    await opened.connected();
    await hydrated(opened.page, "h1");
    editFile(join(server.app, "src/pages/index.tsx"), "home", "changed");
    await expect.poll(() => opened.page.locator("h1").textContent()).toBe("changed");
    expect(opened.loads()).toBe(1);
    socket.send("who");
    expect(await next()).toBe("ada");
  });

  test("an error in src/server.ts is a 500, healed by the next save", async () => {
    const server = await dev();
    const file = join(server.app, "src/server.ts");
    editFile(file, "const CHUNK", "const ] CHUNK");
    await expect.poll(async () => (await sendRaw(server, handshake("/ws"))).status).toBe(500);
    await Bun.sleep(100);
    editFile(file, "const ] CHUNK", "const CHUNK");
    await expect.poll(async () => (await sendRaw(server, handshake("/ws"))).status).toBe(101);
  });

  test("a name that is not this machine's is refused, as for pages", async () => {
    const server = await dev();
    const request = handshake("/ws", { Host: "evil.example", Origin: "http://evil.example" });
    expect((await sendRaw(server, request)).status).toBe(403);
  });

  test("the server behind Vite's answers nobody else", async () => {
    const server = await dev();
    const { port } = await (await server.fetch("/api/publish", { method: "POST" })).json();
    expect(port).not.toBe(server.port);
    expect((await sendRaw({ port }, rawRequest("GET", "/"))).status).toBe(404);
    expect((await sendRaw({ port }, handshake("/ws"))).status).toBe(404);
  });
});
