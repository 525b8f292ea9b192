import { expect, test } from "vitest";
import { isCompressible } from "./media-type.ts";

test.each([
  "text/html; charset=utf-8",
  "text/html",
  "TEXT/PLAIN;charset=UTF-8",
  "text/css",
  "text/javascript; charset=utf-8",
  "application/json",
  "application/problem+json",
  "application/ld+json; profile=x",
  "application/manifest+json",
  "image/svg+xml",
  "application/wasm",
  "font/ttf",
])("%s gets smaller", (type) => {
  expect(isCompressible(type)).toBe(true);
});

test.each([
  "text/event-stream",
  "Text/Event-Stream; charset=utf-8",
  "image/png",
  "image/jpeg",
  "video/mp4",
  "font/woff2",
  "application/zip",
  "application/gzip",
  "application/octet-stream",
  "multipart/form-data; boundary=x",
  "multipart/byteranges",
  "",
  ";",
])("%j is sent as it is", (type) => {
  expect(isCompressible(type)).toBe(false);
});
