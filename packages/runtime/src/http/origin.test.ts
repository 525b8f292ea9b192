import { describe, expect, test } from "vitest";
import { isOrigin, type OriginOptions, OriginPolicy } from "./origin.ts";

function request(headers: Record<string, string>, url = "http://internal:3000/x"): Request {
  return { url, method: "GET", headers: new Headers(headers) } as Request;
}

const of = (options: OriginOptions, headers: Record<string, string>, url?: string) =>
  new OriginPolicy(options).of(request(headers, url));

const SPOOFED = {
  host: "internal:3000",
  "x-forwarded-for": "6.6.6.6",
  "x-forwarded-host": "evil.com",
  "x-forwarded-proto": "https",
  "x-forwarded-port": "1",
};

describe("without options", () => {
  test("the request's own origin counts, whatever is forwarded", () => {
    expect(of({}, { host: "internal:3000" })).toBeUndefined();
    expect(of({}, SPOOFED)).toBeUndefined();
    expect(of({}, { host: "a.com", forwarded: "host=evil.com;proto=https" })).toBeUndefined();
  });

  test.each([
    "",
    "a.com, b.com",
    "a.com, a.com",
    ", a.com",
    "localhost:3000/foobar",
    "u:p@a.com",
    "a b",
    "*",
    "[::1",
  ])("Host %j is a 400", (host) => expect(of({}, { host })).toMatchObject({ status: 400 }));

  test("no Host is fine on a request that never was on the wire, and a 400 on one that was", () => {
    expect(of({}, {})).toBeUndefined();
    expect(of({}, {}, "/x")).toMatchObject({ status: 400 });
  });

  test("a good Host after a bad one, and a bad one after a good one", () => {
    const policy = new OriginPolicy({});
    expect(policy.of(request({ host: "a.com" }))).toBeUndefined();
    expect(policy.of(request({ host: "a.com, b.com" }))).toMatchObject({ status: 400 });
    expect(policy.of(request({ host: "a.com" }))).toBeUndefined();
  });
});

describe("origin", () => {
  test("beats everything", () => {
    expect(of({ origin: "https://Example.com/" }, { host: "internal" })).toBe("https://example.com");
    expect(of({ origin: "https://example.com", trustProxy: 1 }, SPOOFED)).toBe("https://example.com");
  });

  test("does not excuse a bad Host", () => {
    expect(of({ origin: "https://example.com" }, { host: "a, b" })).toMatchObject({ status: 400 });
  });
});

describe("allowedHosts", () => {
  const options = { allowedHosts: ["example.com"] };

  test.each(["example.com", "EXAMPLE.com:443", "example.com:80"])("%s is answered", (host) => {
    expect(of(options, { host })).toBeUndefined();
  });

  test.each(["example.com:8080", "example.com."])("%s is not", (host) => {
    expect(of(options, { host })).toMatchObject({ status: 421 });
  });

  test("the port that the server listens on needs no entry, nor does the host of the public origin", () => {
    const policy = new OriginPolicy(options);
    const host = "example.com:8080";
    expect(policy.of(request({ host }), { port: 3000 })).toMatchObject({ status: 421 });
    expect(policy.of(request({ host }), { port: 8080 })).toBeUndefined();
    const own = { ...options, origin: "https://shop.example:8443" };
    expect(of(own, { host: "shop.example:8443" })).toBe("https://shop.example:8443");
    expect(of(own, { host: "shop.example:8444" })).toMatchObject({ status: 421 });
  });

  test("another host is a 421, and stays one", () => {
    const policy = new OriginPolicy(options);
    expect(policy.of(request({ host: "example.com" }))).toBeUndefined();
    for (let round = 0; round < 2; round++) {
      expect(policy.of(request({ host: "evil.com" }))).toMatchObject({ status: 421 });
    }
  });

  test("without Host the URL's own counts", () => {
    expect(of(options, {}, "http://example.com/x")).toBeUndefined();
    expect(of(options, {}, "http://evil.com/x")).toMatchObject({ status: 421 });
  });

  test("behind a proxy the forwarded host counts", () => {
    const behind = { ...options, trustProxy: 1 };
    expect(of(behind, { host: "internal", "x-forwarded-host": "example.com" })).toBe("http://example.com");
    expect(of(behind, { host: "example.com", "x-forwarded-host": "evil.com" })).toMatchObject({
      status: 421,
    });
    const fixed = { ...behind, origin: "https://example.com" };
    expect(of(fixed, { host: "example.com", "x-forwarded-host": "evil.com" })).toMatchObject({ status: 421 });
  });
});

describe("trustProxy", () => {
  test.each([
    [1, "evil.com, a.com", "http, https", "https://a.com"],
    [2, "evil.com, a.com, b.com", "http, https, http", "https://a.com"],
    [2, "a.com", "https", "https://a.com"],
  ])("%d hops, host %s, scheme %s: %s", (trustProxy, host, proto, expected) => {
    const headers = { host: "internal:3000", "x-forwarded-host": host, "x-forwarded-proto": proto };
    expect(of({ trustProxy }, headers)).toBe(expected);
  });

  test("what the proxy does not say is the request's own", () => {
    expect(of({ trustProxy: 1 }, { host: "a.com" })).toBe("http://a.com");
    expect(of({ trustProxy: 1 }, { host: "a.com", "x-forwarded-proto": "https" })).toBe("https://a.com");
    expect(of({ trustProxy: 1 }, { host: "a.com", "x-forwarded-proto": "wss" })).toBe("https://a.com");
    expect(
      of({ trustProxy: 1 }, { host: "a.com:80", "x-forwarded-port": "443", "x-forwarded-proto": "https" }),
    ).toBe("https://a.com:80");
    expect(
      of({ trustProxy: 1 }, { host: "a.com", "x-forwarded-port": "443", "x-forwarded-proto": "https" }),
    ).toBe("https://a.com");
  });

  test.each<Record<string, string>>([
    { "x-forwarded-host": "evil.com/path" },
    { "x-forwarded-host": "a.com," },
    { "x-forwarded-host": "" },
    { "x-forwarded-host": "a.com", "x-forwarded-port": "99999" },
    { "x-forwarded-proto": "javascript" },
    { "x-forwarded-proto": "https://evil.com/" },
    { forwarded: 'host="a.com/x"' },
    { forwarded: "garbage" },
    { forwarded: "host=evil.com", "x-forwarded-host": "a.com" },
  ])("nonsense from a proxy is a 400: %j", (headers) => {
    expect(of({ trustProxy: 1 }, { host: "a.com", ...headers })).toMatchObject({ status: 400 });
  });

  test("a 400 does not repeat what was sent", () => {
    const result = of({ trustProxy: 1 }, { host: "a.com", "x-forwarded-host": "<evil>" });
    expect(JSON.stringify(result)).not.toContain("evil");
  });

  test("one visitor's headers do not shape the next visitor's origin", () => {
    const policy = new OriginPolicy({ trustProxy: 1 });
    expect(policy.of(request({ host: "a.com", "x-forwarded-host": "b.com" }))).toBe("http://b.com");
    expect(policy.of(request({ host: "a.com" }))).toBe("http://a.com");
  });
});

describe("clientIp", () => {
  const ip = (options: OriginOptions, headers: Record<string, string>, peer = "::ffff:10.0.0.1") =>
    new OriginPolicy(options).clientIp(new Headers(headers), peer);

  test("is the peer's, normalised, without trustProxy", () => {
    expect(ip({}, SPOOFED)).toBe("10.0.0.1");
    expect(ip({}, { forwarded: "for=6.6.6.6" })).toBe("10.0.0.1");
    expect(ip({}, {}, "")).toBe("");
  });

  test("is counted from the right with it", () => {
    expect(ip({ trustProxy: 1 }, { "x-forwarded-for": "6.6.6.6, 1.2.3.4" })).toBe("1.2.3.4");
    expect(ip({ trustProxy: 2 }, { "x-forwarded-for": "6.6.6.6, 1.2.3.4, 10.0.0.2" })).toBe("1.2.3.4");
    expect(ip({ trustProxy: 1 }, { forwarded: 'for="[2001:DB8::1]:80"' })).toBe("2001:db8::1");
    expect(ip({ trustProxy: 1 }, {})).toBe("10.0.0.1");
  });

  test("is unknown, and not the proxy's, where the client made it unreadable", () => {
    const unreadable: Record<string, string>[] = [
      { "x-forwarded-for": "010.0.0.1" },
      { forwarded: '", for=1.2.3.4' },
      { forwarded: "for=6.6.6.6", "x-forwarded-for": "1.2.3.4" },
    ];
    for (const headers of unreadable) {
      expect(ip({ trustProxy: 1, origin: "https://a.com" }, headers)).toBe("");
    }
  });
});

test("an origin is scheme and host", () => {
  expect(
    ["https://a.com", "http://a.com:8080", "https://a.com/", "http://[::1]:1"].filter((x) => !isOrigin(x)),
  ).toEqual([]);
  expect(
    [
      "a.com",
      "https://",
      "https://a.com/x",
      "https://a.com?x",
      "ftp://a.com",
      "https://u@a.com",
      "null",
      "",
    ].filter(isOrigin),
  ).toEqual([]);
});
