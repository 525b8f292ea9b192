import { expect, test } from "vitest";
import { isAllowedHost } from "./allowed-host.ts";

test.each([
  ["127.0.0.1:5173", true],
  ["[::1]:5173", true],
  ["localhost", true],
  ["app.localhost:5173", true],
  ["dev.example.com", true],
  ["DEV.example.com:5173", true],
  ["example.org", true],
  ["deep.below.example.org:80", true],
  [undefined, true],
  ["evil.com:5173", false],
  ["notexample.org", false],
  ["dev.example.com.evil.com", false],
  ["1.2.3.4.evil.com", false],
  ["", false],
])("%s: %s", (host, expected) => {
  expect(isAllowedHost(host, ["dev.example.com", ".example.org"])).toBe(expected);
});

test("true allows all", () => {
  expect(isAllowedHost("evil.com", true)).toBe(true);
});
