import { expect, test } from "vitest";
import { dataModule } from "./data-module.ts";

function evaluate(code: string): Promise<Record<string, unknown>> {
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

test.each([
  ["toml", 'title = "x"\n[owner]\nname = "y"\n', { title: "x", owner: { name: "y" } }],
  ["yaml", "title: x\nowner:\n  name: y\n", { title: "x", owner: { name: "y" } }],
  ["yml", "title: x\nowner: { name: y }\n", { title: "x", owner: { name: "y" } }],
  ["json5", "{ title: 'x', owner: { name: 'y', }, }", { title: "x", owner: { name: "y" } }],
  ["jsonc", '{ "title": "x", /* who */ "owner": { "name": "y" } }', { title: "x", owner: { name: "y" } }],
])("%s is an object, with its keys as named exports", async (extension, text, expected) => {
  const { default: data, title } = await evaluate(dataModule(text, extension));
  expect(data).toEqual(expected);
  expect(title).toBe("x");
});

test("keys that are no identifiers, reserved words and __proto__ are ordinary keys", async () => {
  const text = '"a b" = 1\nclass = 2\ndefault = 3\n"__proto__" = { polluted = true }\n';
  const { default: data } = await evaluate(dataModule(text, "toml"));
  expect(Object.keys(data as object).sort()).toEqual(["__proto__", "a b", "class", "default"]);
  expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  expect("polluted" in {}).toBe(false);
});

test("a date of TOML is its text, and a list of YAML a list", async () => {
  const { day } = await evaluate(dataModule("day = 2026-01-02T03:04:05Z\n", "toml"));
  expect(day).toBe("2026-01-02T03:04:05Z");
  expect((await evaluate(dataModule("- 1\n- two\n", "yaml"))).default).toEqual([1, "two"]);
});

test("what does not parse says so", () => {
  expect(() => dataModule("= 1", "toml")).toThrow(/TOML/);
});
