import { describe, expect, test } from "vitest";
import { exampleHost, hostFilter, isHostPattern } from "./allowed-hosts.ts";

describe("hostFilter", () => {
  const allowed = [
    "example.com",
    "App.Example.org:8080",
    "*.example.net",
    "[::1]",
    "any.example:*",
    "*.ports.example:8443",
    "tls.example:443",
  ];
  const allows = hostFilter(allowed);

  test.each([
    "example.com",
    "EXAMPLE.COM",
    "example.com:",
    "example.com:80",
    "example.com:443",
    "example.com:3000",
    "app.example.org:8080",
    "a.example.net",
    "a.b.example.net:3000",
    "[::1]",
    "[0:0::1]:3000",
    "any.example",
    "any.example:1",
    "any.example:65535",
    "a.ports.example:8443",
    "tls.example",
    "tls.example:443",
  ])("lets %s in on port 3000", (host) => expect(allows(host, "3000")).toBe(true));

  test.each([
    "evil.com",
    "example.com.evil.com",
    "evil-example.com",
    "a.example.com",
    "example.com:3001",
    "example.com:8080",
    "example.com:0",
    "example.com.",
    "example.com.:3000",
    "a.example.net.",
    "any.example.:1",
    "app.example.org",
    "app.example.org:80",
    "app.example.org:3000",
    "example.net",
    "evilexample.net",
    ".example.net",
    "a.b.example.net:3001",
    "[::1]:3001",
    "[::2]",
    "a.ports.example",
    "a.ports.example:8444",
    "ports.example:8443",
    "tls.example:3000",
    "example.com, evil.com",
    "example.com:x",
    "",
  ])("keeps %j out", (host) => expect(allows(host, "3000")).toBe(false));

  test("without a port of its own, as on a Unix socket, names without one are let in", () => {
    expect(["example.com", "example.com:3000"].map((host) => allows(host, undefined))).toEqual([true, false]);
  });

  test("in development the port is no matter, the name is", () => {
    const everyPort = hostFilter(allowed, true);
    expect(["example.com:5173", "app.example.org"].map((host) => everyPort(host, "1"))).toEqual([true, true]);
    expect(["evil.com:5173", "example.com.:5173"].map((host) => everyPort(host, "1"))).toEqual([
      false,
      false,
    ]);
  });
});

test.each(["example.com", "*.example.com", "[::1]", "a:80", "a:*", "*.a:8443", "[::1]:*"])(
  "%s is a pattern",
  (entry) => expect(isHostPattern(entry)).toBe(true),
);

test.each([
  "*",
  "*:*",
  "*example.com",
  "a.*.com",
  "https://a.com",
  "a.com/x",
  "",
  "a.com.",
  "*.a.com.",
  "a:**",
  "a:x",
  ":*",
])("%j is none", (entry) => expect(isHostPattern(entry)).toBe(false));

test("the first pattern gives a host to ask for", () => {
  const hosts = [["*.example.com:*"], ["a.com:8443", "b.com"], []].map((allowed) => exampleHost(allowed));
  expect(hosts).toEqual(["any.example.com", "a.com:8443", undefined]);
});
