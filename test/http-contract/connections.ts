import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import type { App } from "../support/modes.ts";
import { rawText } from "../support/raw-response.ts";
import { exchange } from "./exchange.ts";
import { ask, CLOSE, HOST, OWN_PAGE, request } from "./row.ts";

const keepAlive = (target: string, method = "GET"): string =>
  request(`${method} ${target} HTTP/1.1`, [HOST, OWN_PAGE]);

interface Client {
  socket: Socket;
  received(): string;
  /** Whether the server has ended the connection. */
  ended: Promise<void>;
}

function open(app: App): Client {
  const socket = connect({ port: app.port, host: "127.0.0.1", allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  const ended = Promise.withResolvers<void>();
  let received = "";
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    received += text;
  });
  socket.on("error", () => ended.resolve());
  socket.on("end", () => ended.resolve());
  return { socket, received: () => received, ended: ended.promise };
}

/** What the app has counted since it started: see `src/pages/api/watch.ts`. */
interface Watched {
  uploads: { open: number; done: number; broken: number };
  downloads: { open: number; cancelled: number };
  signals: number;
}

/** Conversations that take more than one request, or more than one moment. */
export function runConnections(app: App): void {
  const watched = async (): Promise<Watched> => (await app.fetch("/api/watch")).json();
  const plain = async (): Promise<void> => expect((await app.fetch("/api/named")).status).toBe(200);
  /** Nothing can be waited for where nothing is to come, so it is given a moment. */
  const expectSilentSince = async (logged: number): Promise<void> => {
    await delay(50);
    expect(app.log().slice(logged)).toBe("");
  };

  describe("pipelined requests", () => {
    test("are answered in the order they came", async () => {
      const targets = ["/api/named", "/about", "/users/ada", "/nowhere", "/about/", "/%ff", "/plain"];
      const sent = targets.map((target) => keepAlive(target)).join("") + ask("GET", "/_bunsen/live");
      const { responses, closed } = await exchange(app, sent);
      expect(closed).toBe(true);
      expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 404, 308, 400, 200, 200]);
      const texts = responses.map(rawText);
      for (const [index, text] of ["GET", "about", "ada", "404", "", "400", "plain", "live"].entries()) {
        expect(texts[index]).toContain(text);
      }
    });

    // Bun's server works on one request of a connection at a time, and closes it when another one comes meanwhile,
    // which a client has to expect (RFC 9112 §9.3.2).
    test("behind a slow one are answered after it, or the connection is closed", async () => {
      const logged = app.log().length;
      const sent =
        keepAlive("/api/named") + keepAlive("/api/slow?ms=150") + keepAlive("/about") + ask("GET", "/plain");
      const { responses, closed } = await exchange(app, sent);
      expect(closed).toBe(true);
      const texts = responses.map(rawText);
      expect(texts).toHaveLength(app.mode === "dev" ? 4 : 1);
      for (const [index, text] of texts.entries()) {
        expect(text).toContain(["GET", "150", "about", "plain"][index]);
      }
      await plain();
      await expectSilentSince(logged);
    });

    test("two hundred at once", async () => {
      const sent =
        Array.from({ length: 200 }, (_, index) => keepAlive(`/users/u${index}u`)).join("") +
        ask("GET", "/users/last");
      const { responses } = await exchange(app, sent);
      expect(responses).toHaveLength(201);
      for (const [index, response] of responses.slice(0, 200).entries())
        expect(rawText(response)).toContain(`u${index}u`);
    });

    test("behind bodies", async () => {
      const body = (text: string) =>
        request("POST /api/text HTTP/1.1", [HOST, OWN_PAGE, `Content-Length: ${text.length}`], text);
      const { responses } = await exchange(
        app,
        body("one") + body("two") + body("") + ask("GET", "/api/named"),
      );
      expect(responses.slice(0, 3).map((response) => JSON.parse(rawText(response)).text)).toEqual([
        "one",
        "two",
        "",
      ]);
    });

    test("nothing behind the last one is answered", async () => {
      const { responses } = await exchange(app, ask("GET", "/api/named") + keepAlive("/about"));
      expect(responses).toHaveLength(1);
    });

    test("a bad one ends the connection, after what came before it", async () => {
      const { responses, closed } = await exchange(
        app,
        `${keepAlive("/api/named")}GET / HTTP/1.1\r\nbad line\r\n\r\n${keepAlive("/about")}`,
      );
      expect(responses.map(({ status }) => status)).toEqual([200, 400]);
      expect(closed).toBe(true);
    });
  });

  describe("a slow client", () => {
    test("may send its head byte by byte", async () => {
      const client = open(app);
      for (const byte of ask("GET", "/users/slow")) {
        client.socket.write(byte);
        await delay(1);
      }
      await client.ended;
      expect(client.received()).toMatch(/^HTTP\/1\.1 200 [\s\S]*slow/);
    });

    test("may drip its body", async () => {
      const client = open(app);
      client.socket.write(request("POST /api/text HTTP/1.1", [HOST, OWN_PAGE, CLOSE, "Content-Length: 30"]));
      for (const byte of "a body that is dripped slowly.") {
        client.socket.write(byte);
        await delay(5);
      }
      await client.ended;
      expect(client.received()).toContain('{"text":"a body that is dripped slowly."}');
    });

    test("may drip chunks, broken anywhere", async () => {
      const client = open(app);
      client.socket.write(
        request("POST /api/text HTTP/1.1", [HOST, OWN_PAGE, CLOSE, "Transfer-Encoding: chunked"]),
      );
      for (const byte of "5;x=y\r\nhello\r\n1\r\n!\r\n0\r\n\r\n") {
        client.socket.write(byte);
        await delay(2);
      }
      await client.ended;
      expect(client.received()).toContain('{"text":"hello!"}');
    });

    test("may read slowly, and gets every byte", async () => {
      const client = open(app);
      client.socket.pause();
      client.socket.write(ask("GET", "/large.txt"));
      await delay(200);
      client.socket.resume();
      await client.ended;
      expect(client.received().length).toBeGreaterThan(1_600_000);
      expect(client.received().endsWith("0123456789abcdef")).toBe(true);
    });

    test("two hundred that never finish their heads keep nobody else waiting", async () => {
      const clients = Array.from({ length: 200 }, () => open(app));
      for (const { socket } of clients) socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ");
      await plain();
      const started = performance.now();
      await plain();
      expect(performance.now() - started).toBeLessThan(2000);
    });
  });

  describe("a client that closes its half", () => {
    test("is answered", async () => {
      const client = open(app);
      client.socket.end(keepAlive("/users/half"));
      await client.ended;
      if (client.received() !== "") expect(client.received()).toMatch(/^HTTP\/1\.1 200 [\s\S]*half/);
      await plain();
    });

    test("in the middle of a head, a length or a chunk is not", async () => {
      const logged = app.log().length;
      for (const start of [
        "GET / HTT",
        "GET /about HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        request("POST /api/text HTTP/1.1", [HOST, OWN_PAGE, "Content-Length: 50"], "hello"),
        request("POST /api/text HTTP/1.1", [HOST, OWN_PAGE, "Transfer-Encoding: chunked"], "5\r\nhel"),
      ]) {
        const client = open(app);
        client.socket.end(start);
        await client.ended;
        expect(client.received()).not.toMatch(/^HTTP\/1\.1 200/);
      }
      await plain();
      await expectSilentSince(logged);
    });
  });

  describe("a client that leaves", () => {
    test("in the middle of its upload is noticed by who reads it, and by nobody else", async () => {
      const before = await watched();
      const logged = app.log().length;
      const clients = Array.from({ length: 20 }, () => open(app));
      for (const { socket } of clients) {
        socket.write(
          request(
            "POST /api/upload HTTP/1.1",
            [HOST, OWN_PAGE, "Content-Length: 5000000"],
            "x".repeat(100_000),
          ),
        );
      }
      await expect.poll(async () => (await watched()).uploads.open).toBe(20);
      for (const { socket } of clients) socket.resetAndDestroy();
      await expect
        .poll(async () => (await watched()).uploads)
        .toEqual({ open: 0, done: before.uploads.done, broken: before.uploads.broken + 20 });
      await expectSilentSince(logged);
    });

    test("in the middle of its download ends the stream, and the signal aborts", async () => {
      const before = await watched();
      const logged = app.log().length;
      const clients = Array.from({ length: 20 }, () => open(app));
      for (const { socket } of clients) socket.write(keepAlive("/api/download"));
      await expect.poll(async () => (await watched()).downloads.open).toBe(20);
      await expect.poll(() => clients.every(({ received }) => received().includes("first"))).toBe(true);
      for (const { socket } of clients) socket.resetAndDestroy();
      await expect
        .poll(async () => (await watched()).downloads)
        .toEqual({ open: 0, cancelled: before.downloads.cancelled + 20 });
      await expect.poll(async () => (await watched()).signals).toBe(before.signals + 20);
      await expectSilentSince(logged);
    });

    test("in the middle of a file disturbs nobody", async () => {
      const logged = app.log().length;
      for (let index = 0; index < 20; index++) {
        const client = open(app);
        client.socket.write(keepAlive("/large.txt"));
        client.socket.once("data", () => client.socket.resetAndDestroy());
        await new Promise((resolve) => client.socket.once("close", resolve));
      }
      await plain();
      await expectSilentSince(logged);
    });
  });
}
