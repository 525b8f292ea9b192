import { describe, expect, test } from "vitest";
import { type CspOptions, contentSecurityPolicy, createNonce } from "./csp.ts";

const NONCE = "abcdefghijklmnop";

function directives(options: CspOptions, nonce?: string): Record<string, string> {
  const value = contentSecurityPolicy(options).value(nonce);
  return Object.fromEntries(
    value.split("; ").map((part) => {
      const space = part.indexOf(" ");
      return space < 0 ? [part, ""] : [part.slice(0, space), part.slice(space + 1)];
    }),
  );
}

describe("csp: {}", () => {
  test("is strict", () => {
    expect(directives({})).toEqual({
      "default-src": "'self'",
      "script-src": "'self'",
      "style-src": "'self'",
      "img-src": "'self' data:",
      "object-src": "'none'",
      "base-uri": "'none'",
      "form-action": "'self'",
      "frame-ancestors": "'self'",
    });
    expect(contentSecurityPolicy({}).value(NONCE)).not.toMatch(/unsafe|\*/);
  });

  test("lets in what carries the nonce, scripts and styles only", () => {
    const streamed = directives({}, NONCE);
    expect(streamed["script-src"]).toBe(`'self' 'nonce-${NONCE}'`);
    expect(streamed["style-src"]).toBe(`'self' 'nonce-${NONCE}'`);
    expect(streamed["default-src"]).toBe("'self'");
  });

  test("names the header", () => {
    expect(contentSecurityPolicy({}).header).toBe("content-security-policy");
    expect(contentSecurityPolicy({ reportOnly: true }).header).toBe("content-security-policy-report-only");
  });
});

describe("directives", () => {
  test("replace and drop defaults, and add to them", () => {
    const policy = directives({
      directives: {
        "img-src": ["'self'", "https://img.example.com"],
        "connect-src": "'self'  wss://a.example.com",
        "object-src": false,
        "upgrade-insecure-requests": true,
        sandbox: "allow-scripts",
      },
    });
    expect(policy["img-src"]).toBe("'self' https://img.example.com");
    expect(policy["connect-src"]).toBe("'self' wss://a.example.com");
    expect(policy).not.toHaveProperty("object-src");
    expect(policy["upgrade-insecure-requests"]).toBe("");
  });

  test("take no nonce where it would be void or would void something", () => {
    const policy = directives(
      { directives: { "script-src": "'none'", "style-src": "'self' 'unsafe-inline'" } },
      NONCE,
    );
    expect(policy["script-src"]).toBe("'none'");
    expect(policy["style-src"]).toBe("'self' 'unsafe-inline'");
    expect(directives({ directives: { "script-src-elem": "'self'" } }, NONCE)["script-src-elem"]).toContain(
      NONCE,
    );
  });

  test("strict-dynamic is sent with a nonce only, since alone it lets nothing in", () => {
    const strict = { directives: { "script-src": ["'self'", "'strict-dynamic'"] } };
    expect(directives(strict)["script-src"]).toBe("'self'");
    expect(directives(strict, NONCE)["script-src"]).toBe(`'self' 'strict-dynamic' 'nonce-${NONCE}'`);
    expect(contentSecurityPolicy(strict).isStrict).toBe(true);
    expect(contentSecurityPolicy({}).isStrict).toBe(false);
  });

  test.each(["a;script-src *", "a,b", "a\r\nx: y", "é", "a\0", "a\tb"])("a source cannot be %j", (source) => {
    for (const value of [source, [source], ["'self'", source]]) {
      expect(() => contentSecurityPolicy({ directives: { "img-src": value } })).toThrow(
        /csp\.directives\.img-src/,
      );
    }
  });

  test.each(["self", "none", "unsafe-inline", "nonce-abc", "sha256-abc"])("%s needs its quotes", (word) => {
    expect(() => contentSecurityPolicy({ directives: { "script-src": [word] } })).toThrow(`'${word}'`);
  });

  test("a misspelled directive is an error, and so is an option", () => {
    expect(() => contentSecurityPolicy({ directives: { "scirpt-src": "'self'" } })).toThrow(/script-src/);
    expect(() => contentSecurityPolicy({ directives: { "script-src; x": "'self'" } })).toThrow(/no option/);
    expect(() => contentSecurityPolicy({ report: true } as CspOptions)).toThrow(/reportOnly/);
  });
});

test("a nonce is new each time, and nothing else is taken for one", () => {
  const nonces = new Set(Array.from({ length: 100 }, createNonce));
  expect(nonces.size).toBe(100);
  const policy = contentSecurityPolicy({});
  for (const nonce of nonces) expect(policy.value(nonce)).toContain(nonce);
  for (const nonce of ["", "short", `${NONCE}' *`, `${NONCE};x`])
    expect(() => policy.value(nonce)).toThrow(TypeError);
});
