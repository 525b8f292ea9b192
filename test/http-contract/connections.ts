import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { App } from "../support/modes.ts";
import { rawText } from "../support/raw-response.ts";
import { expectPlain, expectSilentSince, keepAlive, open } from "./client.ts";
import { exchange } from "./exchange.ts";
import { ask, CLOSE, HOST, OWN_PAGE, request } from "./row.ts";

/** Conversations that take more than one request, or more than one moment. */
export function runConnections(app: App): void {
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
      await expectPlain(app);
      await expectSilentSince(app, logged);
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
      await expectPlain(app);
      const started = performance.now();
      await expectPlain(app);
      expect(performance.now() - started).toBeLessThan(2000);
    });
  });
}
