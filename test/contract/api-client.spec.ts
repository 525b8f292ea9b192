import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { builtHome, describeModes } from "../support/modes.ts";
import { textOf } from "./shown.ts";

const CALLS = {
  value: { data: { made: "1970-01-01T00:00:00.000Z", list: [1, null] } },
  null: { data: null },
  text: { data: "text" },
  nothing: {},
  blob: { blob: "text/html", text: "<p>" },
  "json-blob": { blob: "application/json", text: "[1]" },
  bytes: { bytes: [1, 2, 3] },
  stream: { stream: "streamed" },
  generator: { stream: "ab" },
  response: { response: 201, json: { own: true } },
  "own-error": { title: "Conflict", status: 409 },
  error: { title: "Conflict", status: 409, detail: "It is taken." },
  redirect: { data: "text" },
  page: "API_RESPONSE",
  read: { id: 7, tags: ["a"], lines: 2 },
  refused: [{ detail: "Write a title.", pointer: "#/title", in: "body" }],
  form: { id: 7, title: "b", tags: ["x"] },
  file: { id: 7, title: "c", tags: ["y"], attachment: { name: "c.txt", size: 3 } },
  sent: [
    { type: null },
    { type: "application/json", given: "text" },
    { type: "application/json", given: { a: 1 } },
    { type: null, given: 3 },
    { type: null, given: 4 },
  ],
  aborted: "AbortError",
};

describeModes("contract", (app) => {
  const shown = async (path: string, headers: Record<string, string> = {}) => {
    const response = await app.fetch(path, { headers });
    return { ...JSON.parse(textOf(await response.text(), "server") ?? ""), response };
  };

  describe("api()", () => {
    test("gives what handlers return, and problems, on the server", async () => {
      const { calls } = await shown("/typed/here?calls");
      expect(calls).toEqual(CALLS);
    });

    test("and the same in the browser", async () => {
      const { page } = await openPage(app, "/typed/here");
      await hydrated(page, "button");
      await page.click("button");
      await expect.poll(() => page.textContent("#browser"), { timeout: 20_000 }).not.toBe("");
      expect(JSON.parse((await page.textContent("#browser")) ?? "").calls).toEqual(CALLS);
    });

    test("calls as the visitor, and hands cookies on as a browser would", async () => {
      const headers = { cookie: "who=Grace", "accept-language": "nl", authorization: "Bearer x" };
      const { visitor } = await shown("/typed/here", headers);
      expect(visitor).toEqual({
        cookie: "Grace",
        language: "nl",
        authorization: "Bearer x",
        hasIp: true,
      });
      const signedIn = await shown("/typed/here?sign-in", headers);
      expect(signedIn.visitor.cookie).toBe("Ada & Bo");
      expect(signedIn.response.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^who=Ada%20%26%20Bo; Path=\/typed;.*HttpOnly/i),
      ]);
    });

    test("calls as nobody where a page is rendered for the cache", async () => {
      const headers = { cookie: "who=Grace", "accept-language": "nl", authorization: "Bearer x" };
      const { visitor } = await shown("/typed/cached", headers);
      expect(visitor).toEqual({ cookie: null, language: null, authorization: null, hasIp: false });
    });

    test("ends a circle", async () => {
      expect((await app.fetch("/typed/here?loop")).status).toBe(200);
      await expect.poll(app.log).toContain("API_LOOP");
    });
  });
});

test("the browser gets neither endpoints nor the schema libraries that they use", async () => {
  const client = join(await builtHome("contract"), "dist/client");
  const scripts = globSync("**/*.js", { cwd: client }).map((file) =>
    readFileSync(join(client, file), "utf8"),
  );
  expect(scripts.some((text) => text.includes("/api/typed/kinds/[kind]"))).toBe(true);
  expect(scripts.filter((text) => /canary-secret|~standard|invalid_type/.test(text))).toEqual([]);
});
