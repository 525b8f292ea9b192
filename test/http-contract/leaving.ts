import { describe, expect, test } from "vitest";
import type { App } from "../support/modes.ts";
import { expectPlain, expectSilentSince, keepAlive, open } from "./client.ts";
import { HOST, OWN_PAGE, request } from "./row.ts";

/** What the app has counted since it started: see `src/pages/api/watch.ts`. */
interface Watched {
  uploads: { open: number; done: number; broken: number };
  downloads: { open: number; cancelled: number };
  signals: number;
}

/** Clients that do not wait for their answers. */
export function runLeaving(app: App): void {
  const watched = async (): Promise<Watched> => (await app.fetch("/api/watch")).json();

  describe("a client that closes its half", () => {
    // Bun takes it for one that leaves, which HTTP lets it do (RFC 9112 §9.6 names no half).
    test("gets what is there at once, and nothing else", async () => {
      const logged = app.log().length;
      const ask = async (target: string): Promise<string> => {
        const client = open(app);
        client.socket.end(keepAlive(target));
        await client.ended;
        return client.received();
      };
      // In development each request waits for its modules, perhaps too long.
      expect(await ask("/users/half")).toMatch(
        app.mode === "dev" ? /^$|half/ : /^HTTP\/1\.1 200 [\s\S]*half/,
      );
      expect(await ask("/api/slow?ms=100")).toBe("");
      await expectPlain(app);
      await expectSilentSince(app, logged);
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
      await expectPlain(app);
      await expectSilentSince(app, logged);
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
      await expectSilentSince(app, logged);
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
      await expectSilentSince(app, logged);
    });

    test("in the middle of a file disturbs nobody", async () => {
      const logged = app.log().length;
      for (let index = 0; index < 20; index++) {
        const client = open(app);
        client.socket.write(keepAlive("/large.txt"));
        client.socket.once("data", () => client.socket.resetAndDestroy());
        await new Promise((resolve) => client.socket.once("close", resolve));
      }
      await expectPlain(app);
      await expectSilentSince(app, logged);
    });
  });
}
