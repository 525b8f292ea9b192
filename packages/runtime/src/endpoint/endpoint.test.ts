import { expect, test } from "vitest";
import * as z from "zod";
import { endpoint } from "./endpoint.ts";

test.each([
  ["no schemas", [undefined, () => 1], /INVALID_ENDPOINT/],
  ["a handler first", [() => 1, {}], /INVALID_ENDPOINT/],
  ["no handler", [{}], /INVALID_ENDPOINT/],
  [
    "a misspelt part",
    [{ boddy: z.string() }, () => 1],
    /no option "boddy". Did you mean "body"\?.*INVALID_ENDPOINT/,
  ],
  [
    "no schema",
    [{ body: "text" }, () => 1],
    /The body of endpoint\(\) is no schema but of type string.*NOT_A_SCHEMA/,
  ],
])("%s is refused when the module is loaded", (_name, given, message) => {
  expect(() => endpoint(...(given as Parameters<typeof endpoint>))).toThrow(message);
});

test("the schemas stay readable, for the client's types and the API's description", () => {
  const body = z.string();
  expect(endpoint({ body }, ({ body: text }) => text.length).schemas).toEqual({ body });
});
