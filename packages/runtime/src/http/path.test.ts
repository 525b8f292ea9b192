import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TrailingSlash } from "../api/define-server.ts";
import { cpuTime } from "../util/cpu-time.test-support.ts";
import { type CanonicalPath, canonicalizePath, encodeSegment, type PathFault, segmentFault } from "./path.ts";

const POLICIES: TrailingSlash[] = ["never", "always", "ignore"];

function accepted(result: CanonicalPath | PathFault): CanonicalPath {
  if ("reason" in result) throw new Error(`refused: ${result.reason}`);
  return result;
}

/** What Bun hands over for a request target. */
function pathname(target: string): string {
  return new URL(`http://localhost${target}`).pathname;
}

describe("canonicalizePath", () => {
  it.each([
    ["/", "/", []],
    ["/about", "/about", ["about"]],
    ["/About", "/About", ["About"]],
    ["/blog/hello-world", "/blog/hello-world", ["blog", "hello-world"]],
    ["/%61bout", "/about", ["about"]],
    ["/caf%c3%a9", "/caf%C3%A9", ["café"]],
    ["/caf%C3%A9", "/caf%C3%A9", ["café"]],
    ["/café", "/caf%C3%A9", ["café"]],
    ["/%F0%9F%98%80", "/%F0%9F%98%80", ["😀"]],
    ["/a%20b", "/a%20b", ["a b"]],
    ["/a+b", "/a+b", ["a+b"]],
    ["/a%2Bb", "/a+b", ["a+b"]],
    ["/a%2fb", "/a%2Fb", ["a/b"]],
    ["/admin%2Fsecret.html", "/admin%2Fsecret.html", ["admin/secret.html"]],
    ["/%2F%2Fevil.com", "/%2F%2Fevil.com", ["//evil.com"]],
    ["/p/..%2f..%2fetc%2fpasswd", "/p/..%2F..%2Fetc%2Fpasswd", ["p", "../../etc/passwd"]],
    ["/a%3Fb%23c", "/a%3Fb%23c", ["a?b#c"]],
    ["/100%25", "/100%25", ["100%"]],
    ["/%2561dmin", "/%2561dmin", ["%61dmin"]],
    ["/%252e%252e/x", "/%252e%252e/x", ["%2e%2e", "x"]],
    ["/%255c", "/%255c", ["%5c"]],
    ["/a^b", "/a%5Eb", ["a^b"]],
    ["/[a]|b", "/[a]|b", ["[a]|b"]],
    ["/%5Ba%5D", "/[a]", ["[a]"]],
    ["/:x/*", "/:x/*", [":x", "*"]],
    ["/.well-known/x", "/.well-known/x", [".well-known", "x"]],
    ["/...", "/...", ["..."]],
    ["/a;b=c", "/a;b=c", ["a;b=c"]],
  ])("%s is %s", (raw, path, segments) => {
    for (const policy of ["never", "ignore"] as const) {
      expect(canonicalizePath(raw, policy)).toEqual({ path, segments, redirect: false });
    }
  });

  it.each([
    ["/x/", "/x"],
    ["/x//", "/x"],
    ["//x", "/x"],
    ["//", "/"],
    ["///", "/"],
    ["/a//b", "/a/b"],
    ["/admin//secret.txt", "/admin/secret.txt"],
    ["//evil.com", "/evil.com"],
    ["//evil.com/", "/evil.com"],
    ["//evil.com/%2e%2e%2f", "/evil.com/..%2F"],
    ["/%61//", "/a"],
    ["/%61/", "/a"],
    ["/.well-known/", "/.well-known"],
  ])("%s redirects to %s", (raw, path) => {
    expect(canonicalizePath(raw)).toMatchObject({ path, redirect: true });
  });

  it.each([
    ["never", "/", "/", false],
    ["never", "/x", "/x", false],
    ["never", "/x/", "/x", true],
    ["always", "/", "/", false],
    ["always", "//", "/", true],
    ["always", "/x", "/x/", true],
    ["always", "/%61", "/a/", true],
    ["always", "/x/", "/x/", false],
    ["always", "/%61/", "/a/", false],
    ["always", "/x//", "/x/", true],
    ["always", "//x/", "/x/", true],
    ["always", "/robots.txt", "/robots.txt", false],
    ["always", "/robots.txt/", "/robots.txt", true],
    ["always", "/a.b/c", "/a.b/c/", true],
    ["always", "/.well-known", "/.well-known/", true],
    ["always", "/x.", "/x./", true],
    ["ignore", "/", "/", false],
    ["ignore", "/x", "/x", false],
    ["ignore", "/x/", "/x", false],
    ["ignore", "/%61/", "/a", false],
    ["ignore", "/x//", "/x", true],
    ["ignore", "//x/", "/x", true],
  ] as const)("%s: %s is %s, redirect %s", (policy, raw, path, redirect) => {
    expect(canonicalizePath(raw, policy)).toMatchObject({ path, redirect });
  });

  it.each([
    ["/%", "malformed"],
    ["/%zz", "malformed"],
    ["/a%2", "malformed"],
    ["/%ff%", "malformed"],
    ["/%ff", "UTF-8"],
    ["/%c3", "UTF-8"],
    ["/%c0%af", "UTF-8"],
    ["/%ed%a0%80", "UTF-8"],
    ["/%EF%BF%BD", "U+FFFD"],
    ["/\ufffd", "U+FFFD"],
    ["/\ud800", "surrogate"],
    ["/%00", "control"],
    ["/a%0d%0aSet-Cookie:x", "control"],
    ["/%09/evil.com", "control"],
    ["/%7f", "control"],
    ["/%C2%85", "control"],
    ["/a\u0000", "control"],
    ["/a\n", "control"],
    ["/%5c", "backslash"],
    ["/admin%5Csecret", "backslash"],
    ["/\\evil.com", "backslash"],
    ["/%2e%2e/x", "dot segment"],
    ["/a/.%2E", "dot segment"],
    ["/a/%2e", "dot segment"],
    ["/../a", "dot segment"],
    ["/a/..", "dot segment"],
    ["/./a", "dot segment"],
    ["/a/.", "dot segment"],
    ["/a/../", "dot segment"],
    ["", "start with a slash"],
    ["*", "start with a slash"],
    ["a/b", "start with a slash"],
    ["%2Fa", "start with a slash"],
  ])("refuses %j: %s", (raw, reason) => {
    for (const policy of POLICIES) {
      expect(canonicalizePath(raw, policy)).toEqual({ status: 400, reason: expect.stringContaining(reason) });
    }
  });

  it("decodes once, however deep the encoding", () => {
    let encoded = "%61";
    for (let level = 1; level <= 30; level++) {
      const { path, segments } = accepted(canonicalizePath(`/${encoded}dmin`));
      expect(segments).toEqual([level === 1 ? "admin" : `${encoded.replace("%25", "%")}dmin`]);
      expect(path).toBe(level === 1 ? "/admin" : `/${encoded}dmin`);
      encoded = encoded.replace("%", "%25");
    }
  });

  it("takes hostile paths in linear time", () => {
    const length = 15_000;
    const units = [
      "/",
      "/a",
      "a",
      "%",
      "%2f",
      "%41",
      "%3A",
      '"',
      ':"',
      "/.",
      "/%2e",
      "/%2E%2E",
      "%ff",
      "\\",
      "é",
      "[",
      "//%",
    ];
    for (const unit of units) {
      const hostile = `/${unit.repeat(length / unit.length)}`;
      const milliseconds = cpuTime(() => {
        for (const tail of ["", "%", "/", "\\"]) canonicalizePath(hostile + tail);
      });
      expect(milliseconds, unit).toBeLessThan(200);
    }
  });
});

// On a busy machine thousands of runs take seconds.
describe("every spelling of a path", { timeout: 60_000 }, () => {
  const character = fc.oneof(
    fc.constantFrom(..."aZ09-._~!$&'()*+,;=:@|[]{}^`\"<>%/?# \\"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  );
  const meaning = fc.array(
    fc
      .array(character, { minLength: 1, maxLength: 8 })
      .map((characters) => characters.join(""))
      .filter((segment) => segmentFault(segment) === undefined),
    { maxLength: 5 },
  );
  const noise = fc.infiniteStream(fc.nat(1000));

  it("means the same, and the canonical path is a fixed point that a URL prints", () => {
    const check = (segments: string[], random: Iterator<number>, policy: TrailingSlash) => {
      const canonical = accepted(canonicalizePath(`/${segments.map(encodeSegment).join("/")}`, policy));
      const spelled = accepted(canonicalizePath(pathname(spell(segments, random)), policy));
      expect(canonical.segments).toEqual(segments);
      expect(spelled.segments).toEqual(segments);
      expect(spelled.path).toBe(canonical.path);
      expect(canonicalizePath(canonical.path, policy)).toEqual({ ...canonical, redirect: false });
      expect(pathname(canonical.path)).toBe(canonical.path);
    };
    fc.assert(fc.property(meaning, noise, fc.constantFrom(...POLICIES), check), { numRuns: 5000 });
  });

  it("never starts with two slashes or a slash and a backslash", () => {
    const raw = fc.string({
      unit: fc.constantFrom("/", "\\", "%2f", "%5c", ".", "%2e", "a", "%", "\t", "é"),
    });
    const check = (path: string, policy: TrailingSlash) => {
      for (const input of [`/${path}`, path]) {
        const result = canonicalizePath(input, policy);
        if ("reason" in result) continue;
        expect(result.path).toMatch(/^\/(?![/\\])/);
        expect(new URL(result.path, "http://localhost").host).toBe("localhost");
        expect(canonicalizePath(result.path, policy)).toEqual({ ...result, redirect: false });
      }
    };
    fc.assert(fc.property(raw, fc.constantFrom(...POLICIES), check), { numRuns: 5000 });
  });

  it("makes a path or a 400 of any string", () => {
    const check = (text: string, policy: TrailingSlash) => {
      const result = canonicalizePath(text, policy);
      if ("reason" in result) expect(result.status).toBe(400);
      else expect(result.segments.map(segmentFault).filter(Boolean)).toEqual([]);
    };
    fc.assert(fc.property(fc.string({ unit: "binary" }), fc.constantFrom(...POLICIES), check));
  });

  /** Spells segments as a client might: random escapes, either case, superfluous slashes and dot segments. */
  function spell(segments: string[], random: Iterator<number>): string {
    const chance = (percent: number) => Number(random.next().value) % 100 < percent;
    let text = chance(20) ? "//" : "/";
    for (const [index, segment] of segments.entries()) {
      if (chance(10)) text += "gone/../";
      if (chance(10)) text += "./";
      if (chance(10)) text += "/";
      // A dot segment or an escaped character would take the rest of the spelling away.
      for (const one of segment) text += mustEncode(one) || chance(30) ? percentEncode(one, chance(50)) : one;
      if (index < segments.length - 1 || chance(30)) text += chance(10) ? "///" : "/";
    }
    return text;
  }

  function mustEncode(one: string): boolean {
    return /[/?#%\\\s]/.test(one);
  }

  function percentEncode(one: string, lower: boolean): string {
    const escapes = [...new TextEncoder().encode(one)].map((byte) => byte.toString(16).padStart(2, "0"));
    return escapes.map((hex) => `%${lower ? hex : hex.toUpperCase()}`).join("");
  }
});

describe("encodeSegment", () => {
  it("is undone by one decoding, and makes one segment", () => {
    const check = (value: string) => {
      expect(decodeURIComponent(encodeSegment(value))).toBe(value);
      expect(encodeSegment(value)).not.toMatch(/[/?#\\\s]/);
    };
    fc.assert(fc.property(fc.string({ unit: "binary" }), check));
  });

  it("refuses half a surrogate pair", () => {
    expect(() => encodeSegment("\ud800")).toThrow(URIError);
  });
});
