import type { StandardSchemaV1 } from "@standard-schema/spec";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { LIBRARIES } from "./test-schemas.test-support.ts";
import { validate } from "./validate.ts";

function form(...fields: [string, string | File][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

describe.each(Object.entries(LIBRARIES))("%s", (_library, { note, json, upload }) => {
  test("JSON: data, or each issue with where it is", async () => {
    const value = { title: "a", author: { name: "Ada" }, tags: ["x"] };
    expect(await validate(json, value)).toEqual({ ok: true, data: value });
    const result = await validate(json, { title: "a", author: { name: 1 }, tags: ["x", 2] });
    if (result.ok) throw new Error("passed");
    expect(result.issues.map(({ pointer }) => pointer)).toEqual(["#/author/name", "#/tags/1"]);
    expect(Object.keys(result.errors)).toEqual(["author", "tags"]);
    expect(result.values).toEqual({ title: "a", tags: ["x", "2"] });
  });

  test.each([
    ["several values", ["x", "y"]],
    ["one value", ["x"]],
    ["none", []],
  ])("a form's list of %s is a list", async (_name, tags) => {
    const fields = form(
      ["title", "a"],
      ["count", "3"],
      ...tags.map((tag): [string, string] => ["tags", tag]),
    );
    expect(await validate(note, fields)).toEqual({ ok: true, data: { title: "a", count: 3, tags } });
  });

  test("a query string's values are read as a form's", async () => {
    expect(await validate(note, new URLSearchParams("title=a&tags=x"))).toEqual({
      ok: true,
      data: { title: "a", tags: ["x"] },
    });
  });

  test("an empty field is one left out: refused if it is required, with the message of the schema", async () => {
    expect(await validate(note, form(["title", "a"], ["count", ""], ["tags", ""]))).toMatchObject({
      ok: true,
      data: { title: "a", tags: [] },
    });
    const result = await validate(note, form(["title", ""], ["tags", "x"]));
    expect(result).toEqual({
      ok: false,
      errors: { title: "Write a title." },
      issues: [{ pointer: "#/title", detail: "Write a title." }],
      values: { title: "", tags: "x" },
    });
  });

  test("an issue beside a list is told, the list is not", async () => {
    const result = await validate(note, form(["title", "a"], ["count", "x"], ["tags", "x"]));
    expect(result.ok ? [] : Object.keys(result.errors)).toEqual(["count"]);
  });

  test("a single field that was sent twice is refused", async () => {
    const result = await validate(note, form(["title", "a"], ["title", "b"]));
    expect(result.ok ? [] : Object.keys(result.errors)).toEqual(["title"]);
  });

  test("files, of which an input without a choice sends an empty one", async () => {
    const file = new File(["a"], "a.txt");
    const result = await validate(upload, form(["file", file], ["photos", file]));
    expect(result.ok && result.data).toMatchObject({ file: { name: "a.txt" }, photos: [{ name: "a.txt" }] });
    const none = await validate(upload, form(["file", new File([], "")], ["photos", new File([], "")]));
    expect(none.ok ? [] : Object.keys(none.errors)).toEqual(["file"]);
    expect(none).toMatchObject({ values: {} });
  });

  test("a value that is nested too deeply, of another type, or nothing at all is an issue", async () => {
    for (const value of [undefined, null, "text", 7, new Uint8Array(2), []]) {
      expect((await validate(json, value)).ok, String(value)).toBe(false);
    }
  });

  test("an issue of the value itself is about no field", async () => {
    const result = await validate(json, null);
    expect(result.ok ? [] : [Object.keys(result.errors), result.issues[0]?.pointer]).toEqual([[""], "#"]);
  });

  test("prototype keys reach nobody's prototype", async () => {
    const fields = form(["title", "a"], ["__proto__", "polluted"], ["constructor", "x"]);
    const result = await validate(note, fields);
    expect(result.ok && Object.getPrototypeOf(result.data)).toBe(Object.prototype);
    expect("polluted" in {}).toBe(false);
    const refused = await validate(note, form(["__proto__", "x"], ["tags", "a"]));
    expect(refused).toMatchObject({ ok: false, values: { tags: "a" } });
    expect(Object.keys(refused.ok ? {} : refused.values)).toEqual(["tags"]);
  });
});

describe("lists of a form that are wrong as lists", () => {
  const tags = z.object({ tags: z.array(z.string()).min(1, "Choose one.") });

  test.each([
    ["no value", form()],
    ["an empty one", form(["tags", ""])],
  ])("%s: with the message about the list", async (_what, fields) => {
    expect(await validate(tags, fields)).toMatchObject({ ok: false, errors: { tags: "Choose one." } });
  });

  test("one value, where a rule of the whole list wants two", async () => {
    const two = tags.refine((value) => value.tags.length > 1, { path: ["tags"], message: "Choose two." });
    const result = await validate(two, form(["tags", "a"]));
    expect(result).toMatchObject({ ok: false, errors: { tags: "Choose two." } });
    const pair = v.object({ tags: v.pipe(v.array(v.any()), v.minLength(2, "Choose two.")) });
    expect(await validate(pair, form(["tags", "a"]))).toMatchObject({ errors: { tags: "Choose two." } });
  });

  test.each([
    [z.union([z.literal("all"), z.array(z.enum(["a", "b"]))])],
    [z.union([z.number(), z.array(z.string())])],
    [z.array(z.coerce.string()).refine((all) => all.every((one) => one === "a"))],
    [z.array(z.unknown()).refine((all) => all.every((one) => one === "a"))],
  ])("one value of a list that refuses what no client has sent", async (schema) => {
    const result = await validate(z.object({ tags: schema }), form(["tags", "a"]));
    expect(result).toMatchObject({ ok: true, data: { tags: ["a"] } });
  });

  test("a single value that does not fit the items", async () => {
    const result = await validate(z.object({ tags: z.array(z.number()) }), form(["tags", "a"]));
    expect(result.ok ? [] : result.issues.map(({ pointer }) => pointer)).toEqual(["#/tags/0"]);
  });
});

describe("a converted value that is missing or empty is refused", () => {
  test.each([
    ["number", z.coerce.number()],
    ["bigint", z.coerce.bigint()],
    ["date", z.coerce.date()],
    ["number of valibot", v.pipe(v.unknown(), v.transform(Number), v.number())],
  ])("%s", async (_what, value) => {
    const object = "_zod" in value ? z.object({ value }) : v.object({ value });
    for (const fields of [form(), form(["value", ""])]) {
      const result = await validate(object, fields);
      expect(result.ok ? result.data : Object.keys(result.errors)).toEqual(["value"]);
    }
  });

  test("also where the schema throws at a list", async () => {
    const name = z.preprocess(
      (value) => (value === undefined ? value : (value as string).trim()),
      z.string(),
    );
    expect(await validate(z.object({ name }), form())).toMatchObject({
      ok: false,
      errors: { name: expect.stringContaining("string") },
    });
  });
});

test("a field that is repeated 100,000 times is refused in linear time", async () => {
  const fields = form(...Array.from({ length: 100_000 }, (): [string, string] => ["tags", "x"]));
  const result = await validate(z.object({ tags: z.string() }), fields);
  expect(result.ok ? 0 : result.values.tags?.length).toBe(100_000);
}, 5000);

/** A schema that behaves as told. */
function schemaOf(validate: StandardSchemaV1["~standard"]["validate"]): StandardSchemaV1 {
  return { "~standard": { version: 1, vendor: "test", validate } };
}

const refusing = (issues: readonly StandardSchemaV1.Issue[]) => schemaOf(() => ({ issues }));

test("a password is not sent back", async () => {
  const result = await validate(refusing([{ message: "no" }]), form(["userPassword", "x"], ["name", "y"]));
  expect(result).toMatchObject({ values: { name: "y" }, errors: { "": "no" } });
  expect(JSON.stringify(result)).not.toContain("userPassword");
});

test("an asynchronous schema is awaited", async () => {
  expect(
    await validate(
      schemaOf(async (value) => ({ value: [value] })),
      1,
    ),
  ).toEqual({ ok: true, data: [1] });
});

test("10,000 issues are 100, and long texts are cut", async () => {
  const long = "m".repeat(10_000);
  const issues = Array.from({ length: 10_000 }, (_, index) => ({ message: long, path: [long, index] }));
  const result = await validate(refusing(issues), {});
  if (result.ok) throw new Error("passed");
  expect(result.issues.length).toBe(100);
  expect(JSON.stringify(result.issues).length).toBeLessThan(60_000);
  const many = await validate(
    refusing(issues.map((_, index) => ({ message: "m", path: [`f${index}`] }))),
    {},
  );
  expect(many.ok ? 0 : Object.keys(many.errors).length).toBe(100);
});

test("pointers are escaped as RFC 6901 §6 says", async () => {
  const path = ["a/b~c", { key: "d e" }, 0, Symbol("s"), "\ud800"];
  const result = await validate(refusing([{ message: "no", path }]), {});
  expect(result.ok ? [] : result.issues[0]?.pointer).toBe("#/a~1b~0c/d%20e/0/Symbol(s)/%EF%BF%BD");
});

test.each([
  ["a number", 5],
  ["null", null],
  ["nothing", undefined],
  ["an object of something else", { "~standard": { version: 1 } }],
])("%s is no schema", async (_name, schema) => {
  await expect(validate(schema as never, {})).rejects.toThrow(/NOT_A_SCHEMA/);
});

test.each([
  [
    "throws",
    () => {
      throw new Error("database");
    },
  ],
  ["rejects", () => Promise.reject(new Error("database"))],
  ["returns nothing", () => undefined],
  ["returns true", () => true],
  ["returns issues that are no list", () => ({ issues: "no" })],
  ["returns neither value nor issues", () => ({})],
])("a schema that %s fails with a code", async (_name, check) => {
  await expect(validate(schemaOf(check as never), {})).rejects.toThrow(/SCHEMA_FAILED/);
});

test("issues that are nothing in particular are still a refusal", async () => {
  const result = await validate(refusing([null, {}, { message: 5, path: "x" }] as never), {});
  expect(result).toMatchObject({ ok: false, issues: [{ pointer: "#" }, { pointer: "#" }, { pointer: "#" }] });
});

test("a schema that recurses is not a failure of the server", async () => {
  const recursive = schemaOf((value) => {
    const visit = (node: unknown): number =>
      (node as { next: unknown }).next ? 1 + visit((node as { next: unknown }).next) : 0;
    return { value: visit(value) };
  });
  const deep = { next: {} };
  let at: { next?: unknown } = deep.next;
  for (let level = 0; level < 200_000; level++) {
    const next = {};
    at.next = next;
    at = next;
  }
  expect(await validate(recursive, deep)).toMatchObject({ ok: false, issues: [{ detail: /deep/ }] });
});
