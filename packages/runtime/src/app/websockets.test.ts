import { afterEach, describe, expect, test, vi } from "vitest";
import type { WebSocketOptions } from "../api/websocket-options.ts";
import { log } from "../diagnostics/log.ts";
import { createWebSockets, type WebSockets } from "./websockets.ts";

let stop: (() => Promise<void>) | undefined;

afterEach(async () => {
  await stop?.();
  vi.restoreAllMocks();
});

function serve(options: WebSocketOptions): { url: string; sockets: WebSockets } {
  const sockets = createWebSockets(options);
  const server = Bun.serve<unknown>({
    port: 0,
    hostname: "127.0.0.1",
    development: false,
    websocket: sockets.handler,
    fetch: async (request, current) => sockets.upgrade(request, current),
  });
  stop = () => server.stop(true);
  return { url: server.url.href, sockets };
}

/** Connects and collects what happens until the connection is closed. */
function connect(url: string): {
  diary: string[];
  socket: WebSocket;
  opened: Promise<void>;
  closed: Promise<void>;
} {
  const socket = new WebSocket(url.replace("http", "ws"));
  const diary: string[] = [];
  const opened = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  socket.onopen = () => opened.resolve();
  socket.onmessage = ({ data }) => void diary.push(`message ${data}`);
  socket.onclose = ({ code, reason }) => {
    diary.push(`closed ${code} ${reason}`);
    opened.resolve();
    closed.resolve();
  };
  return { diary, socket, opened: opened.promise, closed: closed.promise };
}

test("handlers get what upgrade gave, and headers go out with the handshake", async () => {
  const { url } = serve({
    upgrade: async (req) => ({ data: { user: req.headers.get("host") }, headers: { "x-user": "ada" } }),
    open: (socket) => void socket.send(JSON.stringify(socket.data)),
    message: (socket, message) => void socket.send(`echo ${message}`),
  });
  const { diary, socket, opened } = connect(url);
  await opened;
  socket.send("hello");
  await vi.waitFor(() =>
    expect(diary).toEqual([`message {"user":"${new URL(url).host}"}`, "message echo hello"]),
  );
});

test("upgrade may refuse with a response", async () => {
  const { url } = serve({ upgrade: () => new Response("no", { status: 401 }), message: () => undefined });
  expect((await fetch(url, { headers: { connection: "Upgrade" } })).status).toBe(401);
});

test.each<[string, unknown]>([
  ["false", false],
  ["null", null],
  ["a word", "denied"],
  ["an error", new Error("denied")],
  ["a list", []],
  ["a function", () => undefined],
  ["an object with another key", { status: 401 }],
  ["a request", new Request("http://a/")],
])("upgrade that returns %s makes no connection", async (_, result) => {
  const server = { upgrade: vi.fn(() => true) };
  const { upgrade } = createWebSockets({ upgrade: () => result as undefined, message: () => undefined });
  const request = new Request("http://a/", { headers: { connection: "Upgrade" } });
  const attempt = upgrade(request, server as unknown as Bun.Server<unknown>);
  await expect(attempt).rejects.toThrow(/websocket\.upgrade.*src\/server\.ts.*\[UPGRADE_RESULT\]/);
  expect(server.upgrade).not.toHaveBeenCalled();
});

test("cookies go out with the handshake, beside the headers of upgrade", async () => {
  const server = {
    upgrade: vi.fn((_: Request, options: { headers: Headers }) => options.headers.has("x-user")),
  };
  const { upgrade } = createWebSockets({
    upgrade: () => ({ headers: { "x-user": "ada" } }),
    message: () => undefined,
  });
  const request = new Request("http://a/", { headers: { connection: "Upgrade" } });
  const response = await upgrade(request, server as unknown as Bun.Server<unknown>, ["a=1", "b=2"]);
  expect(response.status).toBe(101);
  expect(server.upgrade.mock.calls[0]?.[1].headers.getSetCookie()).toEqual(["a=1", "b=2"]);
});

test("what is no handshake is a 400, of which upgrade is not told", async () => {
  const upgrade = vi.fn();
  const { url } = serve({ upgrade, message: () => undefined });
  expect((await fetch(url)).status).toBe(400);
  expect(upgrade).not.toHaveBeenCalled();
  expect((await fetch(url, { headers: { connection: "keep-alive, Upgrade" } })).status).toBe(400);
  expect(upgrade).toHaveBeenCalledOnce();
});

test("what upgrade throws reaches the pipeline", async () => {
  const { upgrade } = createWebSockets({
    upgrade: () => {
      throw new Error("no database");
    },
  });
  const request = new Request("http://a/", { headers: { connection: "Upgrade" } });
  await expect(upgrade(request, {} as Bun.Server<unknown>)).rejects.toThrow("no database");
});

describe("a handler that throws", () => {
  test("is logged, and the connection goes on", async () => {
    const error = vi.spyOn(log, "error").mockImplementation(() => undefined);
    const { url } = serve({
      message(socket, message) {
        if (message === "bad") throw new Error("broken");
        socket.send("fine");
      },
    });
    const { diary, socket, opened } = connect(url);
    await opened;
    socket.send("bad");
    socket.send("good");
    await vi.waitFor(() => expect(diary).toEqual(["message fine"]));
    expect(error).toHaveBeenCalledOnce();
  });

  const broken = () => {
    throw new Error("broken");
  };

  test("is the user's own affair where they handle errors", async () => {
    const caught: string[] = [];
    const { url } = serve({
      open: broken,
      message: () => undefined,
      error: (error) => void caught.push(error.message),
    });
    await connect(url).opened;
    await vi.waitFor(() => expect(caught).toEqual(["broken"]));
  });

  test("or rejects, whichever it is, is heard of", async () => {
    const caught: [message: string, state: number][] = [];
    const { url } = serve({
      open: async () => broken(),
      message: async () => broken(),
      close: async () => broken(),
      error: (error, socket) => void caught.push([error.message, socket.readyState]),
    });
    const { socket, opened } = connect(url);
    await opened;
    socket.send("x");
    const whileOpen = ["broken", WebSocket.OPEN];
    await vi.waitFor(() => expect(caught).toEqual([whileOpen, whileOpen]));
    socket.close();
    await vi.waitFor(() => expect(caught).toHaveLength(3));
  });
});

test("closeAll says why to all, and forgets who has left", async () => {
  const left: number[] = [];
  const { url, sockets } = serve({ message: () => undefined, close: (_, code) => void left.push(code) });
  const clients = [connect(url), connect(url), connect(url)];
  await Promise.all(clients.map(({ opened }) => opened));
  clients[0]?.socket.close(4000);
  await clients[0]?.closed;
  sockets.closeAll(1001, "The server is shutting down.");
  await Promise.all(clients.map(({ closed }) => closed));
  expect(left.sort()).toEqual([1001, 1001, 4000]);
  expect(clients[1]?.diary).toEqual(["closed 1001 The server is shutting down."]);
});

test("Bun's limits are passed on: a message that is too long ends with 1009", async () => {
  const { url } = serve({ maxPayloadLength: 100, message: (socket, message) => void socket.send(message) });
  const { diary, socket, opened, closed } = connect(url);
  await opened;
  socket.send("x".repeat(100));
  socket.send("x".repeat(101));
  await closed;
  expect(diary[0]).toBe(`message ${"x".repeat(100)}`);
  expect(diary.at(-1)).toMatch(/^closed (1009|1006)/);
});
