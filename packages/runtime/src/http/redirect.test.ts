import fc from "fast-check";
import { expect, test } from "vitest";
import { redirect, redirectLocation, redirectStatus } from "./redirect.ts";

test.each([
  ["/login", "/login"],
  ["/a b?c=d e#f", "/a%20b?c=d%20e#f"],
  ["/é€", "/%C3%A9%E2%82%AC"],
  ["?page=2", "?page=2"],
  ["next", "next"],
  ["/x?next=https://example.org/", "/x?next=https://example.org/"],
])("%j stays on the origin", (to, location) => {
  const result = redirectLocation(to, false);
  expect(new URL(result, "https://own.example/").origin).toBe("https://own.example");
  expect(result).toBe(location);
});

test.each([
  "//evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "///evil.example",
  "https://evil.example",
  "https:evil.example",
  "http:/evil.example",
  "HTTPS://evil.example",
  "\t//evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  " //evil.example",
  "/a\r\nSet-Cookie: x=1",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "file:///etc/passwd",
  "blob:https://evil.example/x",
  "mailto:a@b.example",
  "//user@evil.example",
  "https://own.example@evil.example",
  "http://[",
  "/\0",
  "",
])("%j is refused", (to) => {
  expect(() => redirectLocation(to, false)).toThrow(TypeError);
});

test("another origin needs to be meant, and has to be http(s)", () => {
  expect(redirectLocation("https://example.org/a?b", true)).toBe("https://example.org/a?b");
  expect(() => redirectLocation("javascript:alert(1)", true)).toThrow(TypeError);
});

test("whatever is accepted is a header value that stays on the origin", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    "//",
    ".",
    "..",
    "evil.example",
    ":",
    "@",
    "\t",
    "\r",
    "%2f",
    "é",
    "?",
    "#",
    "http",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      let location: string;
      try {
        location = redirectLocation(pieces.join(""), false);
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
        return;
      }
      for (const page of ["https://own.example/", "https://own.example/a/b/"]) {
        expect(new URL(location, page).origin).toBe("https://own.example");
      }
      expect(new Headers({ location }).get("location")).toBe(location);
    }),
    { numRuns: 2000 },
  );
});

test.each([299, 304, 305, 306, 309, 200, 302.5, Number.NaN])("%j is no redirect status", (status) => {
  expect(() => redirectStatus(status)).toThrow(TypeError);
});

test.each(["303", true, 200])("redirect() takes no status %j", (status) => {
  expect(() => redirect("/login", status as number)).toThrow("INVALID_REDIRECT");
});
