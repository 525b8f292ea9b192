import fc from "fast-check";
import { expect, test } from "vitest";
import { type RequestTarget, requestTarget } from "./target.ts";

function target(url: string, base = "/", origin?: string): RequestTarget {
  const found = requestTarget(url, base, origin);
  if (!found || "reason" in found) throw new Error(`${url} is no target`);
  return found;
}

test.each([
  ["http://a.example/x?", "http://a.example/x", ""],
  ["http://a.example/?", "http://a.example/", ""],
  ["http://a.example/x?#?y", "http://a.example/x", ""],
  ["http://a.example/x#y", "http://a.example/x", ""],
  ["http://a.example/x?y=?", "http://a.example/x?y=?", "?y=?"],
  ["http://a.example/x??", "http://a.example/x??", "??"],
])("%s", (url, href, search) => {
  expect(target(url)).toMatchObject({ href, search });
});

test.each([
  ["http://a.example/base?x", { href: "http://a.example/base/?x", path: { path: "/", redirect: true } }],
  ["http://a.example/base/", { href: "http://a.example/base/", path: { path: "/", redirect: false } }],
  ["http://a.example/base/x/", { href: "http://a.example/base/x", path: { path: "/x", redirect: true } }],
])("%s below /base/", (url, expected) => {
  expect(target(url, "/base/")).toMatchObject(expected);
});

test.each(["/", "/bas", "/basement", "/other/base/"])("%s is not below /base/", (path) => {
  expect(requestTarget(`http://a.example${path}`, "/base/")).toBeUndefined();
});

test("the URL is its parts, whatever it looked like", () => {
  const part = fc.array(fc.constantFrom("a", "?", "#", "/", "=", "&", "%20", ""), { maxLength: 6 });
  const base = fc.constantFrom("/", "/base/");
  const origin = fc.constantFrom(undefined, "https://public.example");
  fc.assert(
    fc.property(part, base, origin, (parts, base, origin) => {
      const found = target(`http://a.example${base}${parts.join("")}`, base, origin);
      expect(found.origin).toBe(origin ?? "http://a.example");
      expect(found.href).toBe(found.origin + base.slice(0, -1) + found.path.path + found.search);
      expect(found.search).not.toBe("?");
    }),
  );
});
