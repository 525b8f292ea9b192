import { describe, expect, test } from "vitest";
import type { App } from "../support/modes.ts";
import type { RawResponse } from "../support/raw-response.ts";
import { exchange } from "./exchange.ts";
import { ask } from "./row.ts";

const PATHS = [
  "/",
  "/about",
  "/users/ada",
  "/plain",
  "/late",
  "/still",
  "/kept/a%20b",
  "/form",
  "/api/named",
  "/api/nothing",
  "/api/big",
  "/robots.txt",
  "/items/7.json",
  "/digits.txt",
  "/large.txt",
  // Bun names files of this type in a Content-Disposition.
  "/large.bin",
  "/api/blob",
  "/api/file",
  "/empty.txt",
  "/_bunsen/live",
  "/_bunsen/ready",
  "/nowhere",
  "/api/nowhere",
  "/assets/nowhere.js",
  "/secret",
  "/about/",
  "/%ff",
];

/** Everything but what belongs to the connection or to the body's way over it (RFC 9110 §9.3.2). */
const headersOf = (response: RawResponse): string[] =>
  response.headers
    .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
    .filter((line) => !/^(date|connection|keep-alive|transfer-encoding):|^content-length: 0$/.test(line))
    .sort();

/** HEAD is GET without its body, on each kind of thing that a URL can name. */
export function runHeads(app: App): void {
  describe.each(["identity", "gzip, br"])("HEAD says what GET says, for %s", (accepted) => {
    test.each(PATHS)("%s", async (path) => {
      const [get, head] = await Promise.all(
        ["GET", "HEAD"].map((method) =>
          exchange(app, ask(method, path, [`Accept-Encoding: ${accepted}`]), { head: method === "HEAD" }),
        ),
      );
      const [whole, bare] = [get?.responses[0], head?.responses[0]];
      if (!whole || !bare) throw new Error(`no answer for ${path}`);
      expect([bare.status, bare.statusText]).toEqual([whole.status, whole.statusText]);
      expect(headersOf(bare)).toEqual(headersOf(whole));
      expect([head?.leftover, head?.closed]).toEqual(["", true]);
    });
  });
}
