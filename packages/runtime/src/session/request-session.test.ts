import { describe, expect, test } from "vitest";
import type { SessionEntries, SessionStore } from "../api/session.ts";
import { resolveSession } from "../options/session.ts";
import { type CookieChange, RequestSession } from "./request-session.ts";

/** The types of an app may name its values; these tests use any. */
type AnySession = Pick<RequestSession, "commit" | "close" | "isChanged" | "rotate" | "destroy"> & {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): void;
  delete(key: string): void;
};

const SECRET = "a secret of more than 32 characters for tests";

class MapStore implements SessionStore {
  readonly name = "map";
  readonly sessions = new Map<string, SessionEntries>();

  read(id: string) {
    return this.sessions.get(id);
  }

  create(id: string, entries: SessionEntries) {
    this.sessions.set(id, entries);
  }

  change(id: string, change: Parameters<SessionStore["change"]>[1]) {
    const entries = this.sessions.get(id);
    if (!entries) return false;
    this.sessions.delete(id);
    const kept = Object.entries({ ...entries, ...change.set }).filter(
      ([key]) => !change.delete.includes(key),
    );
    this.sessions.set(change.id, Object.fromEntries(kept));
    return true;
  }

  destroy(id: string) {
    this.sessions.delete(id);
  }
}

function sessionOf(
  cookie: CookieChange | undefined,
  {
    store,
    base = "/",
    isSecure = false,
  }: { store?: SessionStore | undefined; base?: string; isSecure?: boolean } = {},
): AnySession {
  const settings = resolveSession({ secret: SECRET, ...(store && { store }) }, undefined, base);
  const read = (name: string) => (name === cookie?.name ? cookie.value : undefined);
  return new RequestSession(settings, isSecure, read) as unknown as AnySession;
}

describe.each([
  ["in the cookie", () => undefined],
  ["in a store", () => new MapStore()],
])("a session %s", (where, createStore) => {
  const begin = async (values: Record<string, unknown>) => {
    const store = createStore();
    const session = sessionOf(undefined, { store });
    for (const [key, value] of Object.entries(values)) session.set(key, value);
    const cookie = await session.commit();
    return { store, cookie, next: (changed = cookie) => sessionOf(changed, { store }) };
  };

  test("gives back what was set, as it was then", async () => {
    const list = ["a"];
    const values = { text: "ä\u2028€", number: 0, date: new Date(0), list, none: null, __proto__: undefined };
    const { next } = await begin(values);
    list.push("later");
    const session = next();
    expect(await session.get("text")).toBe(values.text);
    expect(await session.get("number")).toBe(0);
    expect(await session.get("date")).toEqual(new Date(0));
    expect(await session.get("list")).toEqual(["a"]);
    expect(await session.get("none")).toBeNull();
    expect(await session.get("toString")).toBeUndefined();
    expect(session.isChanged).toBe(false);
  });

  test("takes names that objects have, too", async () => {
    const { store } = await begin({});
    const first = sessionOf(undefined, { store });
    for (const key of ["__proto__", "constructor", "=", "v"]) first.set(key, key);
    const session = sessionOf(await first.commit(), { store });
    for (const key of ["__proto__", "constructor", "=", "v"]) expect(await session.get(key)).toBe(key);
  });

  test("shows a change in the same request", async () => {
    const { next } = await begin({ a: 1, b: 1 });
    const session = next();
    session.set("a", 2);
    session.delete("b");
    expect([await session.get("a"), await session.get("b")]).toEqual([2, undefined]);
    session.destroy();
    expect(await session.get("a")).toBeUndefined();
    session.set("a", 3);
    expect(await session.get("a")).toBe(3);
  });

  test("keeps the values that a request does not touch", async () => {
    const { next } = await begin({ a: 1, b: 1 });
    const session = next();
    session.set("a", 2);
    const after = next((await session.commit()) ?? undefined);
    expect([await after.get("a"), await after.get("b")]).toEqual([2, 1]);
  });

  test("has another cookie after rotate, with the same values", async () => {
    const { cookie, next } = await begin({ a: 1 });
    const session = next();
    session.rotate();
    const rotated = await session.commit();
    expect(rotated?.value).not.toBe(cookie?.value);
    expect(await next(rotated).get("a")).toBe(1);
    if (where === "in a store") expect(await next(cookie).get("a")).toBeUndefined();
  });

  test("removes the cookie with destroy", async () => {
    const { store, next, cookie } = await begin({ a: 1 });
    const session = next();
    session.destroy();
    expect(await session.commit()).toEqual({ name: "bunsen-session", value: "" });
    if (store) expect(await next(cookie).get("a")).toBeUndefined();
  });

  test("that is destroyed and set again is a new one", async () => {
    const { next } = await begin({ a: 1 });
    const session = next();
    session.destroy();
    session.set("b", 2);
    const after = next(await session.commit());
    expect([await after.get("a"), await after.get("b")]).toEqual([undefined, 2]);
  });

  test("sets no cookie for a visitor who has none, where nothing is set", async () => {
    const { store } = await begin({});
    for (const change of ["rotate", "destroy"] as const) {
      const session = sessionOf(undefined, { store });
      session[change]();
      expect(await session.commit()).toBeUndefined();
    }
  });

  test("refuses values that it cannot give back, and names them", async () => {
    const { store } = await begin({});
    const session = sessionOf(undefined, { store });
    class User {}
    for (const value of [() => 1, Symbol("s"), new User(), { user: new User() }]) {
      expect(() => session.set("user", value)).toThrow(/value "user".*\[SESSION_VALUE\]/);
    }
    expect(() => session.set("", 1)).toThrow("SESSION_VALUE");
    expect(session.isChanged).toBe(false);
  });

  test("cannot be changed when the headers are sent", async () => {
    const { next } = await begin({ a: 1 });
    const session = next();
    session.close();
    expect(() => session.set("a", 2)).toThrow("SESSION_LATE");
    expect(() => session.delete("a")).toThrow("SESSION_LATE");
    expect(() => session.rotate()).toThrow("SESSION_LATE");
    expect(() => session.destroy()).toThrow("SESSION_LATE");
    expect(await session.get("a")).toBe(1);
  });
});

test("two requests at the same time lose no value of each other in a store", async () => {
  const store = new MapStore();
  const first = sessionOf(undefined, { store });
  first.set("a", 1);
  const cookie = await first.commit();
  const [one, other] = [sessionOf(cookie, { store }), sessionOf(cookie, { store })];
  await Promise.all([one.get("a"), other.get("a")]);
  one.set("b", 2);
  other.set("c", 3);
  await Promise.all([one.commit(), other.commit()]);
  const after = sessionOf(cookie, { store });
  expect(await Promise.all(["a", "b", "c"].map((key) => after.get(key)))).toEqual([1, 2, 3]);
});

test("a request that still runs does not bring back a session after its logout", async () => {
  const store = new MapStore();
  const first = sessionOf(undefined, { store });
  first.set("userId", "ada");
  const cookie = await first.commit();
  const running = sessionOf(cookie, { store });
  await running.get("userId");
  const logout = sessionOf(cookie, { store });
  logout.destroy();
  await logout.commit();
  running.set("seen", true);
  expect(await running.commit()).toBeUndefined();
  expect(store.sessions.size).toBe(0);
});

test("a cookie that browsers would drop is an error", async () => {
  const session = sessionOf(undefined);
  session.set("text", "x".repeat(4000));
  await expect(session.commit()).rejects.toThrow(/cookie of \d{4} bytes.*4096.*\[SESSION_TOO_LARGE\]/);
});

test("a store that fails, in any of its steps, is unavailable", async () => {
  const store = new MapStore();
  const first = sessionOf(undefined, { store });
  first.set("a", 1);
  const cookie = await first.commit();
  const failing = Object.assign(new MapStore(), {
    read: () => Promise.reject(new Error("on purpose")),
    create: () => {
      throw new Error("on purpose");
    },
  });
  await expect(sessionOf(cookie, { store: failing }).get("a")).rejects.toThrow(
    /"map" failed: on purpose.*\[SESSION_UNAVAILABLE\]/,
  );
  const session = sessionOf(undefined, { store: failing });
  session.set("a", 1);
  await expect(session.commit()).rejects.toThrow("SESSION_UNAVAILABLE");
});

test.each([
  ["http", { isSecure: false, base: "/" }, "bunsen-session"],
  ["https", { isSecure: true, base: "/" }, "__Host-bunsen-session"],
  [
    "https below a base, which __Host- does not allow",
    { isSecure: true, base: "/shop/" },
    "__Secure-bunsen-session",
  ],
])("the cookie's name on %s", async (_, options, name) => {
  const session = sessionOf(undefined, options);
  session.set("a", 1);
  expect((await session.commit())?.name).toBe(name);
});

test("a page for every visitor finds nothing in the session, and may change nothing", async () => {
  const first = sessionOf(undefined);
  first.set("a", 1);
  const cookie = await first.commit();
  const settings = { ...resolveSession({ secret: SECRET }, undefined, "/"), isShared: true };
  const session = new RequestSession(settings, false, () => cookie?.value) as unknown as AnySession;
  expect(await session.get("a")).toBeUndefined();
  expect(() => session.set("a", 2)).toThrow("SESSION_SHARED");
});
