import { describe, expect, test } from "vitest";
import { cpuTime } from "../util/cpu-time.test-support.ts";
import { addressOf, readHop } from "./forwarded.ts";

/** What the hop says, its node as an address. */
function read(headers: Record<string, string>, hops = 1) {
  const hop = readHop(new Headers(headers), hops);
  if (typeof hop !== "object") return hop;
  const { node, ...others } = hop;
  return node === undefined ? others : { ...others, address: addressOf(hop) };
}

describe("X-Forwarded-*", () => {
  test("the result is undefined without any of the headers", () =>
    expect(read({ host: "a" })).toBeUndefined());

  test.each([
    [1, "9.9.9.9, 1.1.1.1, 2.2.2.2", "2.2.2.2"],
    [2, "9.9.9.9, 1.1.1.1, 2.2.2.2", "1.1.1.1"],
    [3, "9.9.9.9, 1.1.1.1, 2.2.2.2", "9.9.9.9"],
    [5, "9.9.9.9, 1.1.1.1", "9.9.9.9"],
    [1, "9.9.9.9,1.1.1.1:80,[::1]", "::1"],
    [2, "9.9.9.9,1.1.1.1:80,[::1]", "1.1.1.1"],
    [1, "evil, ", ""],
    [1, ",", ""],
    [2, ",", ""],
    [1, "", ""],
  ])("%d hops read %j as %j", (hops, list, address) => {
    expect(read({ "x-forwarded-for": list }, hops)?.valueOf()).toMatchObject({ address });
  });

  test("host, scheme and port are counted from the right, too", () => {
    const headers = {
      "x-forwarded-host": "evil.com, example.com",
      "x-forwarded-proto": "http, https",
      "x-forwarded-port": "1, 8443",
    };
    expect(read(headers)).toEqual({ host: "example.com:8443", proto: "https" });
    expect(read(headers, 2)).toEqual({ host: "evil.com:1", proto: "http" });
  });

  test("a port in the host beats the one beside it; IPv6 brackets are no port", () => {
    expect(read({ "x-forwarded-host": "a.com:1", "x-forwarded-port": "2" })).toEqual({ host: "a.com:1" });
    expect(read({ "x-forwarded-host": "[::1]", "x-forwarded-port": "2" })).toEqual({ host: "[::1]:2" });
    expect(read({ host: "a.com", "x-forwarded-port": "2" })).toEqual({ host: "a.com:2" });
  });
});

describe("Forwarded (RFC 7239)", () => {
  test.each([
    ["for=192.0.2.60;proto=http;by=203.0.113.43", { address: "192.0.2.60", proto: "http" }],
    ['For="[2001:db8:cafe::17]:4711"', { address: "2001:db8:cafe::17" }],
    ["for=192.0.2.43, for=198.51.100.17;host=a.com", { address: "198.51.100.17", host: "a.com" }],
    ['for="_gazonk"', { address: "" }],
    ["for=unknown;HOST=A.com", { address: "", host: "A.com" }],
    ['host="a.com:8080" ; proto=https', { host: "a.com:8080", proto: "https" }],
    ['for="a, for=b";host="x;y\\"z"', { address: "", host: 'x;y"z' }],
  ])("reads %s", (forwarded, expected) => expect(read({ forwarded })).toEqual(expected));

  test("counts from the right", () => {
    const forwarded = "for=1.1.1.1;host=evil.com, for=2.2.2.2;host=b.com, for=3.3.3.3;host=c.com";
    expect(read({ forwarded }, 2)).toEqual({ address: "2.2.2.2", host: "b.com" });
    expect(read({ forwarded }, 9)).toEqual({ address: "1.1.1.1", host: "evil.com" });
  });

  test.each(["", "x", 'for="1.1.1.1', "for=a b", "for=1.1.1.1,", "for==x", '"', "for=1.1.1.1;;host=a"])(
    "believes nothing of %j",
    (forwarded) => expect(read({ forwarded })).toBe("malformed Forwarded header"),
  );

  test("is quick with 15 kB of anything", () => {
    const milliseconds = cpuTime(() => {
      for (const part of ["a", ",", ";", '"', "\\", "a=", "a=b,", 'a="', " "]) {
        read({ forwarded: part.repeat(15_000 / part.length) });
        read({ "x-forwarded-for": part.repeat(15_000 / part.length) }, 32);
      }
    });
    expect(milliseconds).toBeLessThan(1000);
  });
});

describe("both families of headers", () => {
  test("agree", () => {
    const forwarded = "for=1.1.1.1;proto=HTTPS;host=A.com";
    const own = { "x-forwarded-for": "1.1.1.1", "x-forwarded-proto": "https", "x-forwarded-host": "a.com" };
    expect(read({ forwarded, ...own })).toMatchObject({ address: "1.1.1.1" });
  });

  test.each([
    ["a forged address", { forwarded: "for=6.6.6.6", "x-forwarded-for": "1.1.1.1" }],
    ["a forged host", { forwarded: "for=1.1.1.1;host=evil.com", "x-forwarded-for": "1.1.1.1" }],
    ["a forged X-Forwarded-Host", { forwarded: "for=1.1.1.1;proto=https", "x-forwarded-host": "evil.com" }],
  ])("with %s are believed in nothing", (_, headers) => expect(read(headers)).toMatch(/contradict/));
});
