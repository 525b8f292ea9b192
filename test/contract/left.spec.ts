import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { rawRequest } from "../support/raw.ts";
import { shown } from "./shown.ts";

/** Bodies that cannot be parsed as what they say they are. */
const BROKEN: [what: string, type: string, body: string][] = [
  ["JSON that is none", "application/json", "{"],
  ["a form in parts without a boundary", "multipart/form-data", "no boundary"],
  ["a form in parts that does not end", "multipart/form-data; boundary=x", "--x\r\n"],
];

// What is left behind is nobody's failure: describeModes looks for unhandled rejections in the log.
describeModes("contract", (app) => {
  describe.each(["/companions/left", "/api/left"])("%s, which takes body and parent() and leaves", (path) => {
    const post = (how: string, body: BodyInit, type = "text/plain") =>
      app.fetch(`${path}?how=${how}`, { method: "POST", body, headers: { "content-type": type } });
    const value = async (response: Response) =>
      path.startsWith("/api/") ? response.json() : shown(await response.text());

    test.each(BROKEN)("with %s", async (_what, type, body) => {
      expect((await post("redirect", body, type)).status).toBe(303);
      expect((await post("refuse", body, type)).status).toBe(422);
      expect((await post("later", body, type)).status).toBe(422);
      expect((await post("body", body, type)).status).toBe(400);
    });

    test("while the client leaves in the middle of the body", async () => {
      const head = rawRequest("POST", `${path}?how=body`, {
        "Content-Type": "text/plain",
        "Content-Length": "100",
      });
      await new Promise<void>((resolve) => {
        const socket = connect({ port: app.port, host: "127.0.0.1" });
        socket.on("error", () => undefined);
        socket.on("close", () => resolve());
        socket.write(`${head}half`, () => socket.resetAndDestroy());
      });
      expect((await post("refuse", "next")).status).toBe(422);
    });

    test("finds the request as it was", async () => {
      const text = "x".repeat(100_000);
      expect(await value(await post("text", text))).toMatchObject({ text });
      expect(await value(await post("stream", text))).toMatchObject({ bytes: text.length });
      expect(await value(await post("used", text))).toMatchObject({ used: false, locked: false });
      expect(await value(await post("body", "read"))).toMatchObject({ body: "read" });
    });
  });

  test("a level that leaves without parent() while the level above fails", async () => {
    const post = (how: string) =>
      app.fetch(`/companions/left?above&how=${how}`, { method: "POST", body: "" });
    for (const how of ["redirect", "refuse", "later", "body"]) expect((await post(how)).status).toBe(403);
    expect((await app.fetch("/companions/left?above&how=redirect")).status).toBe(403);
  });
});
