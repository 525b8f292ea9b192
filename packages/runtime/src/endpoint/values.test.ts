import { expect, test } from "vitest";
import { errors } from "../diagnostics/errors.ts";
import { bodyResponse } from "./body-value.ts";
import { jsonText } from "./json-text.ts";

const nest = (levels: number, wrap: (inner: unknown) => unknown) => {
  let value: unknown = new Map();
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
};

test.each([
  ["toJSON that returns undefined", { toJSON: () => undefined }, /toJSON returns undefined/],
  ["an array of 200,000 levels", nest(200_000, (inner) => [inner]), /\[0\]\[0\]\[0\].* is nested too deeply/],
  [
    "an object of 50,000 levels",
    nest(50_000, (next) => ({ next })),
    /next\.next\.next.* is nested too deeply/,
  ],
  ["a Map below 50 levels", nest(50, (next) => ({ next })), /next\.next is an instance of Map/],
])("jsonText refuses %s in linear time", (_, value, message) => {
  const started = performance.now();
  expect(() => jsonText(value, (what) => errors.notAResponse("api.ts", what))).toThrow(message);
  expect(performance.now() - started).toBeLessThan(3000);
});

test("an async iterable that throws before its first chunk gives no response", async () => {
  const failing = (async function* () {
    if (Date.now() > 0) throw new Error("before the first chunk");
    yield "never";
  })();
  await expect(async () => bodyResponse(failing, "stream", "api.ts")).rejects.toThrow(
    "before the first chunk",
  );
});

test("the chunks of an async iterable are text or bytes", async () => {
  const iterate = async function* (...chunks: unknown[]) {
    yield* chunks;
  };
  await expect(async () => bodyResponse(iterate({ a: 1 }), "stream", "api.ts")).rejects.toThrow(
    /api\.ts.*async iterable/,
  );
  const response = await bodyResponse(iterate("a", new Uint8Array([98]), ""), "stream", "api.ts");
  expect(await response?.text()).toBe("ab");
  const late = await bodyResponse(iterate("a", 1), "stream", "api.ts");
  await expect(late?.text()).rejects.toThrow(/async iterable/);
  expect(await (await bodyResponse(iterate(), "stream", "api.ts"))?.text()).toBe("");
});
