import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { readEnv } from "./env.ts";

const SCHEMAS: Record<string, StandardSchemaV1> = {
  zod: z.object({ DATABASE_URL: z.url(), MAX: z.coerce.number().default(5), TOKEN: z.string() }),
  valibot: v.object({
    DATABASE_URL: v.pipe(v.string(), v.url()),
    MAX: v.optional(v.pipe(v.string(), v.toNumber(), v.number()), "5"),
    TOKEN: v.string(),
  }),
  arktype: type({
    "+": "delete",
    DATABASE_URL: "string.url",
    MAX: "string.numeric.parse = '5'",
    TOKEN: "string",
  }),
};

describe.each(Object.entries(SCHEMAS))("%s", (_library, schema) => {
  test("makes typed values of the variables, without others", () => {
    const given = { DATABASE_URL: "file:a", MAX: "7", TOKEN: "t", PATH: "/bin", UNSET: undefined };
    expect(readEnv(schema, given)).toEqual({ values: { DATABASE_URL: "file:a", MAX: 7, TOKEN: "t" } });
  });

  test("an empty variable counts as unset", () => {
    const given = { DATABASE_URL: "file:a", MAX: "", TOKEN: "t" };
    expect(readEnv(schema, given)).toMatchObject({ values: { MAX: 5 } });
  });

  test("refuses all that is wrong in one message", () => {
    const message = (() => {
      try {
        return String(readEnv(schema, { DATABASE_URL: "", MAX: "7" }));
      } catch (error) {
        return String(error);
      }
    })();
    expect(message).toMatch(
      /^BunsenError: The environment does not fit the env schema of src\/server\.ts\. /,
    );
    expect(message.match(/[A-Z_]{5,}: /g)?.sort()).toEqual(["DATABASE_URL: ", "TOKEN: "]);
    expect(message).toMatch(/\[ENV_REFUSED\]$/);
  });
});

test("a message never repeats a value", () => {
  const schema = type({ TOKEN: "'development' | 'production'" });
  expect(() => readEnv(schema, { TOKEN: "canary-token" })).toThrow(/TOKEN/);
  expect(() => readEnv(schema, { TOKEN: "canary-token" })).not.toThrow(/canary/);
});

test("an asynchronous schema is refused: the server waits for nothing before it has its options", () => {
  const schema = z.object({ A: z.string().refine(async () => true) });
  expect(() => readEnv(schema, { A: "a" })).toThrow(/synchronous.*INVALID_OPTION/);
});

test("an asynchronous schema that fails is no unhandled rejection", () => {
  const failing = {
    "~standard": { version: 1, vendor: "x", validate: () => Promise.reject(new Error("later")) },
  } as const;
  expect(() => readEnv(failing, {})).toThrow(/INVALID_OPTION/);
});

test("a schema that throws is told", () => {
  const broken = {
    "~standard": {
      version: 1,
      vendor: "x",
      validate: () => {
        throw new Error("no");
      },
    },
  } as const;
  expect(() => readEnv(broken, {})).toThrow(/SCHEMA_FAILED/);
});
