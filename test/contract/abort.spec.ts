import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { getRaw, rawRequest, sendRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";
import { openRaw } from "./open-raw.ts";
import { textOf } from "./shown.ts";

const FORM = { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": "3" };

describeModes("contract", (app) => {
  /** What the server noted under an id. */
  const notes = async (id: string): Promise<unknown> => (await app.fetch(`/api/notes/${id}`)).json();
  const expectNotes = (id: string, expected: string[]) => expect.poll(() => notes(id)).toEqual(expected);

  describe("at the deadline", () => {
    test.each([
      ["GET", "companion"],
      ["POST", "companion"],
      ["GET", "shell"],
      ["POST", "shell"],
    ])("%s: a %s that never resolves is a 503 page, and the signal aborts", async (method, where) => {
      const id = `deadline-${method}-${where}`;
      const body = method === "POST" ? "a=1" : "";
      const head = rawRequest(method, `/streaming/deadline/${where}/${id}`, method === "POST" ? FORM : {});
      const response = await sendRaw(app, head + body);
      expect(response.status).toBe(503);
      expect(rawHeader(response, "cache-control")).toBe("no-store");
      const html = rawText(response);
      expect(html).toContain('data-error-page="500"');
      expect(html).toContain('data-wrapper="root"');
      expect(html).toContain("<h1>503</h1>");
      if (app.mode !== "dev") expect(html).not.toContain("renderTimeout");
      await expectNotes(id, ["started", "aborted"]);
      await expect.poll(app.log).toContain(textOf(html, "request") ?? "no request id");
      await expect.poll(() => app.log()).toMatch(/\[id\]\.tsx took longer than its renderTimeout of 0\.3 s/);
    });

    test("a meta function that never resolves is a 503, too", async () => {
      expect((await getRaw(app, "/streaming/deadline/meta/x")).status).toBe(503);
    });

    test("a boundary that never resolves keeps its fallback, and the document ends", async () => {
      const id = "deadline-boundary";
      const before = app.log().length;
      const answer = openRaw(app, rawRequest("GET", `/streaming/deadline/boundary/${id}`));
      await answer.ended();
      expect(answer.received()).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer.received()).toContain('<p id="fallback">waiting</p>');
      expect(answer.received()).toContain("</body></html>");
      expect(answer.received()).not.toContain("late content");
      await expectNotes(id, ["started", "aborted"]);
      await expect.poll(() => app.log().slice(before)).toMatch(/request=[\da-f-]{36}/);
      expect(
        app
          .log()
          .slice(before)
          .match(/request=/g),
      ).toHaveLength(1);
    });

    test("HEAD of a page that streams is answered at once", async () => {
      const head = await sendRaw(app, rawRequest("HEAD", "/streaming/deadline/boundary/head"), {
        head: true,
        untilClosed: true,
      });
      expect(head.status).toBe(200);
      expect(head.rest).toHaveLength(0);
      await expectNotes("head", ["started", "aborted"]);
    });
  });

  describe("when the client leaves", () => {
    test.each([
      ["GET", "companion"],
      ["POST", "companion"],
      ["GET", "shell"],
      ["GET", "boundary"],
    ])("%s: the signal of a %s aborts, and the log is silent", async (method, where) => {
      const id = `gone-${method}-${where}`;
      const before = app.log().length;
      const head = rawRequest(method, `/streaming/gone/${where}/${id}`, method === "POST" ? FORM : {});
      const answer = openRaw(app, method === "POST" ? `${head}a=1` : head);
      if (where === "boundary") await answer.hasReceived("waiting");
      await expectNotes(id, ["started"]);
      answer.leave();
      await expectNotes(id, ["started", "aborted"]);
      // Nothing to poll for: what must not come has to be given a moment to come.
      await delay(50);
      expect(app.log().slice(before)).toBe("");
    });

    test("a hundred at once, the server is as before", async () => {
      const before = app.log().length;
      const ids = Array.from({ length: 100 }, (_, index) => `crowd-${index}`);
      const answers = ids.map((id, index) => {
        const where = ["companion", "shell", "boundary"][index % 3];
        return { id, answer: openRaw(app, rawRequest("GET", `/streaming/gone/${where}/${id}`)) };
      });
      for (const { id, answer } of answers) {
        await expectNotes(id, ["started"]);
        answer.leave();
      }
      for (const { id } of answers) await expectNotes(id, ["started", "aborted"]);
      expect((await app.fetch("/companions/none")).status).toBe(200);
      expect(app.log().slice(before)).toBe("");
    });
  });

  test("a signal does not abort when all went well", async () => {
    await app.fetch("/api/gates/finished", { method: "POST" });
    expect(await (await app.fetch("/streaming/gone/boundary/finished")).text()).toContain("late content");
    await delay(50);
    expect(await notes("finished")).toEqual(["started"]);
  });
});
