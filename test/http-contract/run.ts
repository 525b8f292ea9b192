import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { App } from "../support/modes.ts";
import { type RawResponse, rawHeader, rawText } from "../support/raw-response.ts";
import { exchange } from "./exchange.ts";
import { type Answer, type Expected, HASHED_FILE, type Row } from "./row.ts";

/** Tests each row of a table against an app, and that the app is as well afterwards as it was before. */
export function runTable(app: App, title: string, rows: readonly Row[]): void {
  describe(title, () => {
    let logged = 0;
    beforeAll(() => {
      logged = app.log().length;
    });
    test.each(rows)("$what", async (row) => {
      await runRow(app, row);
      expect((await app.fetch("/api/named")).status).toBe(200);
    });
    // What a client does wrong is no news to the one who runs the server; in development Vite comments on it.
    afterAll(() => {
      if (app.mode !== "dev") expect(app.log().slice(logged)).toBe("");
    });
  });
}

async function runRow(app: App, { send, gets, inDev, staysOpen = false }: Row): Promise<void> {
  const differs = app.mode === "dev" && inDev !== undefined;
  const expected = differs ? inDev.gets : gets;
  const answers = expected.filter((one) => one !== "closed");
  const head = send.startsWith("HEAD ");
  const bytes = send.includes(HASHED_FILE) ? send.replaceAll(HASHED_FILE, await hashedFile(app)) : send;
  const { responses, closed, leftover } = await exchange(app, bytes, {
    head,
    answers: staysOpen ? answers.length : undefined,
  });
  expect(responses.map(({ status }) => status)).toEqual(answers.map(statusOf));
  for (const [index, response] of responses.entries()) {
    checkAnswer(response, answers[index]);
    checkSafety(response);
    // Not where Vite or the parser answers.
    if (!differs) checkSniffing(response);
  }
  expect(leftover).toBe("");
  if (!staysOpen) expect(closed, "the server closes the connection").toBe(true);
}

/** A script of the home page; development has none, and so has no file below the assets at all. */
async function hashedFile(app: App): Promise<string> {
  if (app.mode === "dev") return "/assets/none.js";
  const html = await (await app.fetch("/")).text();
  const path = /"(\/assets\/[^"]+\.js)"/.exec(html)?.[1];
  if (path === undefined) throw new Error(`the home page loads no script:\n${html}`);
  return path;
}

function statusOf(expected: Expected): number {
  return typeof expected === "object" ? expected.status : Number(expected);
}

function checkAnswer(response: RawResponse, expected: Expected | undefined): void {
  if (typeof expected !== "object") return;
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const sent = rawHeader(response, name);
    if (value instanceof RegExp) expect(sent, name).toMatch(value);
    else expect(sent, name).toBe(value ?? undefined);
  }
  checkBody(response, expected.body);
}

function checkBody(response: RawResponse, body: Answer["body"]): void {
  if (body === undefined) return;
  const text = rawText(response);
  if (typeof body === "string") expect(text).toBe(body);
  else if (body instanceof RegExp) expect(text).toMatch(body);
  else expect(JSON.parse(text)).toMatchObject(body);
}

/** What holds for every answer to everything. */
function checkSafety(response: RawResponse): void {
  const text = rawText(response);
  if (response.status >= 400) {
    expect(text).not.toMatch(/^\s+at /m);
    expect(text).not.toContain("evil.example");
  }
  expect(text).not.toContain("locked away");
  for (const name of ["server", "x-powered-by"]) expect(rawHeader(response, name), name).toBeUndefined();
  const location = rawHeader(response, "location");
  if (location !== undefined) expect(location).toMatch(/^\/(?![/\\])/);
}

function checkSniffing(response: RawResponse): void {
  if (rawHeader(response, "content-type") === undefined) return;
  expect(rawHeader(response, "x-content-type-options"), "x-content-type-options").toBe("nosniff");
}
