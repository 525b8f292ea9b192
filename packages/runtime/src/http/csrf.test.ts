import { describe, expect, test } from "vitest";
import { isCrossSite } from "./csrf.ts";

const PUBLIC = "https://example.com";

function refuses(headers: Record<string, string>, method = "POST", publicOrigin = PUBLIC): boolean {
  return isCrossSite(method, new Headers({ host: "example.com", ...headers }), publicOrigin);
}

const FORM = "application/x-www-form-urlencoded";

describe.each(["POST", "PUT", "PATCH", "DELETE"])("%s", (method) => {
  test.each<[string, Record<string, string>]>([
    ["Sec-Fetch-Site: same-origin", { "sec-fetch-site": "same-origin" }],
    ["Sec-Fetch-Site: none (typed by hand)", { "sec-fetch-site": "none", "content-type": FORM }],
    ["a sandboxed but own frame", { "sec-fetch-site": "same-origin", origin: "null" }],
    ["its own origin", { origin: "https://example.com", "content-type": FORM }],
    ["its own origin in capitals", { origin: "HTTPS://EXAMPLE.COM" }],
    [
      "its own origin, from before the visit to https",
      { "sec-fetch-site": "cross-site", origin: "http://example.com" },
    ],
    ["a program with JSON", { "content-type": "application/json" }],
    ["a program with nothing", {}],
    ["a program with bytes", { "content-type": "application/octet-stream" }],
  ])("passes from %s", (_, headers) => expect(refuses(headers, method)).toBe(false));

  test.each<[string, Record<string, string>]>([
    ["another origin", { origin: "https://evil.com" }],
    ["another origin with JSON", { origin: "https://evil.com", "content-type": "application/json" }],
    ["another origin without a content type", { origin: "https://evil.com", "sec-fetch-site": "cross-site" }],
    ["Origin: null", { origin: "null" }],
    ["Origin: null, cross-site", { origin: "null", "sec-fetch-site": "cross-site" }],
    ["an empty Origin", { origin: "" }],
    ["a sibling", { origin: "https://a.example.com", "sec-fetch-site": "same-site" }],
    ["another port", { origin: "https://example.com:8443" }],
    ["a longer name", { origin: "https://example.com.evil.com" }],
    ["a name that ends alike", { origin: "https://notexample.com" }],
    ["a user named like us", { origin: "https://example.com@evil.com" }],
    ["a list", { origin: "https://example.com, https://evil.com" }],
    ["a file", { origin: "file://" }],
    ["an extension", { origin: "chrome-extension://example.com" }],
    ["a browser that hides its origin", { "sec-fetch-site": "cross-site" }],
    ["a browser that says something new", { "sec-fetch-site": "other" }],
    ["an old browser's form", { "content-type": FORM }],
    ["an old browser's upload", { "content-type": "multipart/form-data; boundary=x" }],
    ["an old browser's text", { "content-type": "text/plain" }],
    ["odd capitals", { "content-type": "Application/X-WWW-Form-URLEncoded; charset=UTF-8" }],
    ["spaces before the parameter", { "content-type": "TEXT/PLAIN ;x" }],
    ["two content types", { "content-type": "application/json, text/plain" }],
  ])("is refused from %s", (_, headers) => expect(refuses(headers, method)).toBe(true));
});

test.each(["GET", "HEAD", "OPTIONS"])("%s changes nothing and passes", (method) => {
  expect(refuses({ origin: "https://evil.com", "sec-fetch-site": "cross-site" }, method)).toBe(false);
});

test("a proxy that ends TLS needs no setting", () => {
  const headers = { host: "example.com", origin: "https://example.com" };
  expect(refuses(headers, "POST", "http://example.com")).toBe(false);
  expect(refuses({ ...headers, host: "example.com:443" }, "POST", "http://internal:3000")).toBe(false);
  expect(refuses({ ...headers, host: "internal:3000" }, "POST", "https://example.com")).toBe(false);
  expect(refuses({ ...headers, host: "internal:3000" }, "POST", "http://example.com:443")).toBe(false);
  expect(refuses({ ...headers, host: "internal:3000" }, "POST", "http://internal:3000")).toBe(true);
});
