import { expect, test } from "vitest";
import { TrackedCookies } from "./cookies.ts";

test("reads the request's cookies and sends none back unless one is touched", () => {
  const cookies = new TrackedCookies("a=1; b=%20x", false);
  expect([cookies.get("a"), cookies.get("b"), cookies.get("c")]).toEqual(["1", " x", null]);
  expect(cookies.changed).toBe(false);
});

test("cookies are HttpOnly, Lax and, on https, Secure unless the call says otherwise", () => {
  const cookies = new TrackedCookies(null, true);
  cookies.set("sid", "1");
  cookies.set("theme", "dark", { httpOnly: false, secure: false, sameSite: "strict" });
  cookies.set({ name: "wide", value: "2", path: "/x", maxAge: 60 });
  const [sid = "", theme = "", wide = ""] = cookies.toSetCookieHeaders();
  expect(sid).toMatch(/^sid=1; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
  expect(theme).not.toMatch(/HttpOnly|Secure/);
  expect(theme).toContain("SameSite=Strict");
  expect(wide).toMatch(/Path=\/x.*Max-Age=60.*HttpOnly/);
  expect(new TrackedCookies(null, false).toSetCookieHeaders()).toEqual([]);
});

test("a plain http cookie is not Secure: the browser would drop it", () => {
  const cookies = new TrackedCookies(null, false);
  cookies.set("sid", "1");
  expect(cookies.toSetCookieHeaders()[0]).not.toContain("Secure");
});

test("deleting tells the browser", () => {
  const cookies = new TrackedCookies("a=1", false);
  cookies.delete("a");
  expect(cookies.changed).toBe(true);
  expect(cookies.get("a")).toBeNull();
  expect(cookies.toSetCookieHeaders()[0]).toMatch(/^a=; Path=\/;.*1970/);
});

test("a value cannot add attributes or lines", () => {
  const cookies = new TrackedCookies(null, false);
  cookies.set("a", "x; Domain=evil.example\r\nSet-Cookie: b=1");
  const [line = ""] = cookies.toSetCookieHeaders();
  expect(line).not.toMatch(/[\r\n]/);
  expect(line).not.toMatch(/;\s*Domain/);
});

test("takes over what a response sets, and sends it as a browser would", () => {
  const cookies = new TrackedCookies("a=1; b=2", true);
  expect(cookies.toRequestHeader("a=1; b=2")).toBe("a=1; b=2");
  cookies.adoptSet(["c=x%20y; Path=/app; SameSite=Strict", "b=; Path=/; Max-Age=0", "bad=%zz; Path=/"]);
  expect(cookies.get("c")).toBe("x y");
  expect(cookies.toRequestHeader("a=1; b=2")?.split("; ").sort()).toEqual(["a=1", "bad=%25zz", "c=x%20y"]);
  const lines = cookies.toSetCookieHeaders();
  expect(lines.find((line) => line.startsWith("c="))).toMatch(/^c=x%20y; Path=\/app; SameSite=Strict$/i);
  expect(lines.find((line) => line.startsWith("b="))).toMatch(/Max-Age=0|Expires=.*1970/i);
});
