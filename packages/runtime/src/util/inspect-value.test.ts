import { expect, test, vi } from "vitest";
import { leastCpuTime } from "./cpu-time.test-support.ts";
import { inspectValue } from "./inspect-value.ts";

test.each([
  [null, "null"],
  [undefined, "undefined"],
  [-0, "0"],
  [7n, "7n"],
  ["a\n\u001b[2J", '"a\\n\\u001b[2J"'],
  [Symbol("a"), "Symbol(a)"],
  [() => 1, "[Function]"],
  [[1, [2]], "[1, [2]]"],
  [{ status: 401, "odd key": "x" }, '{ status: 401, "odd key": "x" }'],
  [{}, "{}"],
  [Object.create(null), "{}"],
  [
    new (class Order {
      id = 1;
    })(),
    "Order { id: 1 }",
  ],
  [new Response("x", { status: 401 }), "Response { status: 401 }"],
  [new Uint8Array(3), "Uint8Array [0, 0, 0]"],
  [{ a: { b: { c: { d: 1 } } } }, "{ a: { b: { c: [Object] } } }"],
])("%o is shown as %s", (value, shown) => {
  expect(inspectValue(value)).toBe(shown);
});

const fail = (): never => {
  throw new Error("a trap was called");
};
const TRAPS: ProxyHandler<object> = {
  get: fail,
  has: fail,
  ownKeys: fail,
  getPrototypeOf: fail,
  getOwnPropertyDescriptor: fail,
};
const circular: Record<string, unknown> = {};
circular.self = circular;
const revoked = Proxy.revocable({}, {});
revoked.revoke();
class Unnamed {}
Object.defineProperty(Unnamed, "name", { get: fail });

test.each([
  ["a proxy", new Proxy({}, TRAPS), "[Proxy]"],
  ["a revoked proxy", revoked.proxy, "[Proxy]"],
  ["one in an object", { inside: new Proxy({}, TRAPS) }, "{ inside: [Proxy] }"],
  ["an object with one as prototype", Object.create(new Proxy({}, TRAPS)), "{}"],
  ["a getter", Object.defineProperty({}, "a", { get: fail, enumerable: true }), "{ a: [Getter] }"],
  ["a class whose name is a getter", new Unnamed(), "{}"],
  ["toString and the like", { toString: 1, toJSON: fail }, "{ toString: 1, toJSON: [Function] }"],
  ["one's own inspection", { [Symbol.for("nodejs.util.inspect.custom")]: fail }, "{}"],
  ["a circle", circular, "{ self: [Circular] }"],
])("%s runs no code of its own", (_name, value, shown) => {
  expect(inspectValue(value)).toBe(shown);
});

const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, index]));
const rows = Array.from({ length: 300 }, () =>
  Array.from({ length: 300 }, () => ({ ...{ a: "x".repeat(500) } })),
);
let deep: unknown = 1;
for (let level = 0; level < 100_000; level++) deep = { deep };

test.each([
  ["a wide object", wide],
  ["a table", rows],
  ["a deep object", deep],
  ["a long text", "x".repeat(20_000_000)],
  ["a long number", 2n ** 4_000_000n],
  ["many bytes", new Uint8Array(20_000_000)],
  ["a sparse list", Object.assign([], { length: 4_000_000_000 })],
  ["long keys", { ["k".repeat(1_000_000)]: 1 }],
])("%s is shown within bounds", (_name, value) => {
  const readProperties = vi.spyOn(Object, "getOwnPropertyDescriptor");
  const writeJson = vi.spyOn(JSON, "stringify");
  const shown = inspectValue(value);
  const properties = readProperties.mock.calls.length;
  const characters = writeJson.mock.calls.reduce((sum, [text]) => sum + String(text).length, 0);
  vi.restoreAllMocks();
  expect(shown.length).toBeLessThan(60_000);
  expect(properties).toBeLessThan(500);
  expect(characters).toBeLessThan(60_000);
  expect(leastCpuTime(() => inspectValue(value))).toBeLessThan(200);
});
