import { expect, test } from "vitest";
import { checkCsp } from "./csp.ts";

const check = (options: unknown) => checkCsp(options, "csp");

test.each(["a;script-src *", "a,b", "a\r\nx: y", "é", "a\0", "a\tb"])("a source cannot be %j", (source) => {
  for (const value of [source, [source], ["'self'", source]]) {
    expect(() => check({ directives: { "img-src": value } })).toThrow(/csp\.directives\.img-src/);
  }
});

test.each(["self", "none", "unsafe-inline", "nonce-abc", "sha256-abc"])("%s needs its quotes", (word) => {
  expect(() => check({ directives: { "script-src": [word] } })).toThrow(`'${word}'`);
});

test("a misspelled directive is an error, and so is an option", () => {
  expect(() => check({ directives: { "scirpt-src": "'self'" } })).toThrow(/script-src/);
  expect(() => check({ directives: { "script-src; x": "'self'" } })).toThrow(/no option/);
  expect(() => check({ report: true })).toThrow(/reportOnly/);
});
