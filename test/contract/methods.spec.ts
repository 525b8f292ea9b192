import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";
import { type RawResponse, rawHeader } from "../support/raw-response.ts";

/** One of each kind of route, and what its `Allow` says. */
const KINDS: [kind: string, path: string, allow: string[]][] = [
  ["a page", "/routing/static", ["GET", "HEAD", "OPTIONS"]],
  ["a page with a companion", "/companions/body", ["GET", "HEAD", "OPTIONS", "POST"]],
  ["a page below a companion", "/companions/none", ["GET", "HEAD", "OPTIONS"]],
  ["a page without scripts", "/scripts/none", ["GET", "HEAD", "OPTIONS"]],
  ["an endpoint", "/routing/stats.test.json", ["GET", "HEAD", "OPTIONS"]],
  ["an endpoint with parameters", "/routing/feed/7.json", ["GET", "HEAD", "OPTIONS"]],
];

/** Headers that say something about the answer, sorted. A HEAD need not say that there is no body (RFC 9110 §8.6). */
const headersOf = (response: RawResponse): string[] =>
  response.headers
    .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
    .filter((line) => !/^(date|connection|keep-alive|transfer-encoding):|^content-length: 0$/.test(line))
    .sort();

const allowed = (response: RawResponse): string[] =>
  (rawHeader(response, "allow") ?? "").split(/,\s*/).sort();

describeModes("contract", (app) => {
  const send = (method: string, path: string) =>
    sendRaw(
      app,
      rawRequest(method, path, method === "GET" || method === "HEAD" ? {} : { "Content-Length": "0" }),
      {
        head: method === "HEAD",
        untilClosed: true,
      },
    );

  describe.each(KINDS)("%s", (_kind, path, allow) => {
    test("refuses what it has no use for, and says what it allows", async () => {
      for (const method of ["POST", "PUT", "PATCH", "DELETE"].filter((name) => !allow.includes(name))) {
        const response = await send(method, path);
        expect(response.status, method).toBe(405);
        expect(allowed(response), method).toEqual(allow);
      }
    });

    test("answers OPTIONS with 204", async () => {
      const response = await send("OPTIONS", path);
      expect([response.status, allowed(response)]).toEqual([204, allow]);
      expect(response.body).toHaveLength(0);
    });
  });

  describe("HEAD is GET without a body", () => {
    test.each([
      ...KINDS.map(([, path]) => path),
      "/nowhere",
      "/api/nowhere",
      "/errors/section/page?as=http-error",
      "/companions/returns/options",
      "/companions/returns/redirect",
      "/companions/returns/response",
      "/companions/returns/cookies",
      "/companions/cookies",
      "/companions/transform/set",
      "/streaming/settled",
      "/document/full",
      "/sitemap.xml",
      "/routing/static/",
      "/%ff",
    ])("%s", async (path) => {
      const [get, head] = [await send("GET", path), await send("HEAD", path)];
      expect([head.status, head.statusText]).toEqual([get.status, get.statusText]);
      expect(headersOf(head)).toEqual(headersOf(get));
      expect(head.rest).toHaveLength(0);
    });

    test("of a page that fails", async () => {
      for (const method of ["GET", "HEAD"]) {
        const response = await send(method, "/errors/render");
        expect(response.status).toBe(500);
        expect(rawHeader(response, "content-type")).toMatch(/^text\/html/);
      }
    });
  });

  test("a server function of another framework is no more than a POST that nobody answers", async () => {
    const headers = { "Next-Action": "x", "Content-Type": "text/x-component", "Content-Length": "0" };
    for (const path of ["/", "/routing/static"]) {
      expect((await sendRaw(app, rawRequest("POST", path, headers))).status).toBe(405);
    }
  });

  test.each(["TRACE", "PURGE", "PROPFIND", "CONNECT"])("%s is refused for every route", async (method) => {
    for (const path of ["/routing/static", "/routing/stats.test.json", "/nowhere"]) {
      const response = await sendRaw(app, rawRequest(method, path, { Cookie: "secret=1" })).catch(
        () => undefined,
      );
      // CONNECT may end in a closed connection: Node's server, under Vite, knows no such requests.
      if (method === "CONNECT" && response === undefined) continue;
      expect(response?.status, path).toBe(405);
      expect(Buffer.from(response?.body ?? []).toString()).not.toContain("secret");
    }
  });
});
