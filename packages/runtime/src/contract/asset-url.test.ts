import { expect, test } from "vitest";
import { AssetUrl } from "./asset-url.ts";

test("the URL of an own file has no origin, so that server and browser render the same", () => {
  const url = new AssetUrl("/assets/logo%20a-1.svg?v=1#icon");
  expect([url.href, `${url}`, JSON.stringify({ url })]).toEqual([
    "/assets/logo%20a-1.svg?v=1#icon",
    "/assets/logo%20a-1.svg?v=1#icon",
    '{"url":"/assets/logo%20a-1.svg?v=1#icon"}',
  ]);
  expect([url.origin, url.protocol, url.host, url.hostname, url.port]).toEqual(["", "", "", "", ""]);
  expect([url.pathname, url.search, url.hash]).toEqual(["/assets/logo%20a-1.svg", "?v=1", "#icon"]);
  expect(url.origin + url.pathname).toBe("/assets/logo%20a-1.svg");
});

test("one of several files keeps its query, and a name that no file has leads nowhere", () => {
  const files = { "./flags/de.svg": "/assets/de-1.svg", "./flags/a/b.svg": "/assets/b-2.svg" };
  expect(`${AssetUrl.among(files, "./flags/de.svg?v=1#top")}`).toBe("/assets/de-1.svg?v=1#top");
  expect(`${AssetUrl.among(files, "./flags/a/b.svg")}`).toBe("/assets/b-2.svg");
  expect(`${AssetUrl.among(files, "./flags/no.svg")}`).toBe("/flags/no.svg");
});

test("changes of its parts are changes of its text", () => {
  const url = new AssetUrl("/assets/logo.svg");
  url.searchParams.set("size", "2");
  url.hash = "icon";
  expect(`${url}`).toBe("/assets/logo.svg?size=2#icon");
});

test.each([
  ["https://cdn.example:8443/logo.svg", ["https://cdn.example:8443", "https:", "cdn.example:8443"]],
  ["data:image/svg+xml,%3csvg/%3e", ["null", "data:", ""]],
])("%s is on another host or on none", (text, parts) => {
  const url = new AssetUrl(text);
  expect(`${url}`).toBe(text);
  expect([url.origin, url.protocol, url.host]).toEqual(parts);
});
