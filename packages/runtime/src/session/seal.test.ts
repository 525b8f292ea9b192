import { afterEach, describe, expect, test, vi } from "vitest";
import { resolveSession } from "../options/session.ts";
import { seal, unseal } from "./seal.ts";

const OLD = "an old secret of more than 32 characters";
const NEW = "a new secret of more than 32 characters";

const settings = (secret: string | string[], maxAge = 60) =>
  resolveSession({ secret, maxAge }, undefined, "/");
const content = { entries: { userId: '["ada"]' } };

afterEach(() => vi.useRealTimers());

test("opens what it has sealed, which shows nothing of it", async () => {
  const cookie = await seal(settings(OLD), content);
  expect(await unseal(settings(OLD), cookie)).toEqual(content);
  expect(cookie).toMatch(/^[\w.*~-]+$/);
  expect(cookie).not.toContain("userId");
});

describe("a secret is replaced", () => {
  test("by one in front of it: old cookies open, new ones are sealed with the new one", async () => {
    const cookie = await seal(settings(OLD), content);
    expect(await unseal(settings([NEW, OLD]), cookie)).toEqual(content);
    expect(await unseal(settings(NEW), await seal(settings([NEW, OLD]), content))).toEqual(content);
  });

  test("and removed: its cookies open no more", async () => {
    expect(await unseal(settings(NEW), await seal(settings(OLD), content))).toBeUndefined();
  });
});

test.each<[string, (cookie: string) => string]>([
  ["empty", () => ""],
  ["no cookie of ours", () => "1"],
  ["truncated", (cookie) => cookie.slice(0, -1)],
  ["longer", (cookie) => `${cookie}A`],
  [
    "with another byte in its values",
    (cookie) => cookie.replace(/(?<=^(?:[^*]*\*){4})./, (at) => (at === "A" ? "B" : "A")),
  ],
  ["with another lifetime", (cookie) => cookie.replace("**", "*99999999999999*")],
  ["of a secret nobody has", (cookie) => cookie.replace(/(?<=^[^*]*\*)[^*]*/, "00000000")],
  ["of a secret named as a method", (cookie) => cookie.replace(/(?<=^[^*]*\*)[^*]*/, "constructor")],
  ["of a secret named __proto__", (cookie) => cookie.replace(/(?<=^[^*]*\*)[^*]*/, "__proto__")],
  ["of 8 kB", () => "x*".repeat(4096)],
])("a cookie that is %s is no session", async (_, forge) => {
  const cookie = await seal(settings(OLD), content);
  const forged = forge(cookie);
  expect(forged).not.toBe(cookie);
  expect(await unseal(settings(OLD), forged)).toBeUndefined();
});

test("a cookie is worth nothing after maxAge, whatever the browser does", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000_000_000 });
  const cookie = await seal(settings(OLD, 60), content);
  vi.setSystemTime(1_000_000_060_000);
  expect(await unseal(settings(OLD, 60), cookie)).toEqual(content);
  vi.setSystemTime(1_000_000_061_000);
  expect(await unseal(settings(OLD, 60), cookie)).toBeUndefined();
});

test("a clock that was set back a little ends no session; one from far ahead is not believed", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000_000_000 });
  const cookie = await seal(settings(OLD, 60), content);
  vi.setSystemTime(999_999_970_000);
  expect(await unseal(settings(OLD, 60), cookie)).toEqual(content);
  vi.setSystemTime(900_000_000_000);
  expect(await unseal(settings(OLD, 60), cookie)).toBeUndefined();
});

test("a cookie with values is no session where there is a store, and the other way round", async () => {
  const store = {
    name: "none",
    read: () => undefined,
    create: () => undefined,
    change: () => false,
    destroy: () => undefined,
  };
  const withStore = resolveSession({ secret: OLD, maxAge: 60, store }, undefined, "/");
  expect(await unseal(withStore, await seal(settings(OLD), content))).toBeUndefined();
  expect(await unseal(settings(OLD), await seal(withStore, { id: "1" }))).toBeUndefined();
});
