import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";
import { type RawResponse, rawHeader } from "../support/raw-response.ts";

/** Headers that say something about the answer, sorted. A HEAD need not say that there is no body (RFC 9110 §8.6). */
const headersOf = (response: RawResponse): string[] =>
  response.headers
    .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
    .filter((line) => !/^(date|connection|keep-alive|transfer-encoding):|^content-length: 0$/.test(line))
    .sort();

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

  describe("HEAD is GET without a body", () => {
    test.each([
      "/routing/static",
      "/companions/body",
      "/companions/none",
      "/scripts/none",
      "/routing/stats.test.json",
      "/routing/feed/7.json",
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
});
