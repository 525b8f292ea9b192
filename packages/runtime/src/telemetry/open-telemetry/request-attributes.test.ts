import { expect, test } from "vitest";
import { redactedQuery, requestAttributes } from "./request-attributes.ts";

test.each([
  ["q=secret&page=2", "q=REDACTED&page=REDACTED"],
  ["token", "REDACTED"],
  ["dG9rZW4tb2Y=", "REDACTED"],
  ["", "REDACTED"],
  ["a=1=2&b", "a=REDACTED&REDACTED"],
])("of the query %j is shown %j", (query, shown) => expect(redactedQuery(query)).toBe(shown));

test("a flood of parameters is cut", () => {
  const shown = redactedQuery(Array.from({ length: 500 }, (_, index) => `n${index}=1`).join("&"));
  expect(shown.split("&")).toHaveLength(33);
  expect(redactedQuery(`${"n".repeat(5000)}=1`).length).toBeLessThan(100);
});

test("attributes are those of the request as it came, within bounds", () => {
  const request = new Request(`http://example.com:8080/${"p".repeat(5000)}?sid=1`, {
    headers: { "user-agent": "x".repeat(5000) },
  });
  const attributes = requestAttributes({ request, method: "GET", scheme: "https" });
  expect(attributes).toMatchObject({
    "http.request.method": "GET",
    "url.scheme": "https",
    "url.query": "sid=REDACTED",
    "server.address": "example.com",
  });
  expect(String(attributes["url.path"]).length).toBe(1024);
  expect(String(attributes["user_agent.original"]).length).toBe(1024);
});
