import { expect, test } from "vitest";
import { contentTypeOf } from "./content-type.ts";

test.each([
  ["a.js", "text/javascript; charset=utf-8"],
  ["a/b.mjs", "text/javascript; charset=utf-8"],
  ["a.css", "text/css; charset=utf-8"],
  ["a.html", "text/html; charset=utf-8"],
  ["a.json", "application/json; charset=utf-8"],
  ["a.webmanifest", "application/manifest+json"],
  ["a.md", "text/markdown; charset=utf-8"],
  ["a.csv", "text/csv; charset=utf-8"],
  ["a.vtt", "text/vtt; charset=utf-8"],
  ["a.svg", "image/svg+xml"],
  ["a.SVG", "image/svg+xml"],
  ["a.wasm", "application/wasm"],
  ["a.woff2", "font/woff2"],
  ["a.avif", "image/avif"],
  ["stream/0001.ts", "video/mp2t"],
  ["a.exe.unknown", "application/octet-stream"],
  ["LICENSE", "application/octet-stream"],
  [".well-known/apple-app-site-association", "application/json; charset=utf-8"],
])("%s is %s", (path, type) => {
  expect(contentTypeOf(path)).toBe(type);
});
