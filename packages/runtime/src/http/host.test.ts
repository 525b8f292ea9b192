import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTime } from "../util/cpu-time.test-support.ts";
import { isHost, normalizeHost } from "./host.ts";

describe("isHost", () => {
  test.each([
    "example.com",
    "EXAMPLE.com",
    "example.com.",
    "example.com:8080",
    "example.com:",
    "localhost",
    "a_b.internal:1",
    "127.0.0.1:3000",
    "[::1]",
    "[2001:db8::1]:443",
    "xn--caf-dma.com",
    "a".repeat(63),
  ])("takes %s", (host) => expect(isHost(host)).toBe(true));

  test.each([
    ["empty", ""],
    ["doubled", "a.com, b.com"],
    ["the same twice", "a.com, a.com"],
    ["a list without a space", "a.com,b.com"],
    ["a second empty line", "a.com, "],
    ["a path", "localhost:3000/foobar"],
    ["a path upwards", "good:x/../"],
    ["user info", "user:password@a.com"],
    ["a query", "a.com?x"],
    ["a fragment", "a.com#x"],
    ["a backslash", "a.com\\x"],
    ["a space", "a b"],
    ["a tab", "a.com\tb"],
    ["percent-encoding", "a%2fb"],
    ["a line break", "a.com\r\nx: y"],
    ["raw Latin-1", "café.com"],
    ["a star", "*"],
    ["markup", "<script>"],
    ["no name", ":80"],
    ["a port out of range", "a.com:99999"],
    ["a port that is no number", "a.com:x"],
    ["half a bracket", "[::1"],
    ["IPv6 without brackets", "::1"],
    ["an IPv6 zone", "[fe80::1%25eth0]"],
    ["no IPv6", "[:::1]"],
    ["empty labels", "a..b"],
    ["a leading dot", ".a.com"],
    ["too long", `${"a".repeat(300)}.com`],
  ])("refuses %s", (_, host) => expect(isHost(host)).toBe(false));

  test("takes nothing that a URL would read differently", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), (host) => {
        if (!isHost(host)) return;
        const url = new URL(`http://${host}/p`);
        expect([url.pathname, url.search, url.hash, url.username]).toEqual(["/p", "", "", ""]);
      }),
      { numRuns: 2000 },
    );
  });

  test("is quick with 15 kB of anything", () => {
    const milliseconds = cpuTime(() => {
      for (const part of ["a", "a.", "-", ".", ":", "[", "a,", "[:"])
        isHost(part.repeat(15_000 / part.length));
    });
    expect(milliseconds).toBeLessThan(1000);
  });
});

test.each([
  ["EXAMPLE.com", "http:", "example.com"],
  ["example.com.", "http:", "example.com"],
  ["example.com.:8080", "http:", "example.com:8080"],
  ["example.com:80", "http:", "example.com"],
  ["example.com:80", "https:", "example.com:80"],
  ["example.com:443", "https:", "example.com"],
  ["[2001:DB8:0:0::1]:80", "http:", "[2001:db8::1]"],
  ["127.1", "http:", "127.0.0.1"],
  ["a b", "http:", undefined],
] as const)("normalizeHost(%s, %s) is %s", (host, scheme, expected) => {
  expect(normalizeHost(host, scheme)).toBe(expected);
});
