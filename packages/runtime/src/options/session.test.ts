import { describe, expect, test } from "vitest";
import { readEnvironment } from "./environment.ts";
import { checkSession, resolveSession } from "./session.ts";

const LONG = "a-secret-of-more-than-32-characters";

describe("the secret of sessions", () => {
  test("is one of the process where none is given, and stays the same", () => {
    const [first, second] = [resolveSession({}, undefined, "/"), resolveSession({}, undefined, "/")];
    expect(first.isTemporary).toBe(true);
    expect(first.secrets).toEqual(second.secrets);
    expect(first.secrets[0].secret.length).toBeGreaterThan(32);
  });

  test("of the environment beats that of the options", () => {
    const { sessionSecrets } = readEnvironment({ SESSION_SECRET: ` ${LONG}-new  ${LONG}-old\n` });
    const { secrets, isTemporary } = resolveSession({ secret: LONG }, sessionSecrets, "/");
    expect(secrets.map(({ secret }) => secret)).toEqual([`${LONG}-new`, `${LONG}-old`]);
    expect(isTemporary).toBe(false);
  });

  test.each([["short"], [""], [[]], [[LONG, "short"]], [5], [null]])(
    "%j is refused, and not shown",
    (secret) => {
      const check = () => checkSession({ secret }, "session");
      expect(check).toThrow(/session\.secret.*INVALID_OPTION/);
      expect(check).not.toThrow(/short/);
    },
  );

  test("SECRET may be the app's own: one that is too short is not used", () => {
    expect(readEnvironment({ SECRET: "hunter2" }).secrets).toBeUndefined();
    expect(readEnvironment({ SECRET: LONG }).secrets).toEqual([LONG]);
  });

  test("that is too short in the environment is not shown", () => {
    expect(() => readEnvironment({ SESSION_SECRET: `${LONG} hunter2` })).toThrow(
      /^(?!.*hunter2).*INVALID_ENVIRONMENT/,
    );
  });
});

test.each([
  ["/", "/"],
  ["/shop/", "/shop"],
])("below the base %s the cookie has the path %s", (base, path) => {
  expect(resolveSession({}, undefined, base).path).toBe(path);
});

test.each([0, 1.5, 34_560_001, "60"])("the maxAge %j is refused", (maxAge) => {
  expect(() => checkSession({ maxAge }, "session")).toThrow("session.maxAge");
});

test.each([{}, null, { name: "x", read: () => undefined }])("the store %j is refused", (store) => {
  expect(() => checkSession({ store }, "session")).toThrow("session.store");
});
