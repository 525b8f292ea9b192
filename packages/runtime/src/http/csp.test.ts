import { describe, expect, test } from "vitest";
import type { CspOptions } from "../api/csp-options.ts";
import { contentSecurityPolicy, createNonce } from "./csp.ts";
import { inlineHash } from "./inline-hashes.ts";

const NONCE = "abcdefghijklmnop";

function directives(options: CspOptions, nonce?: string): Record<string, string> {
  return parse(contentSecurityPolicy(options).value(nonce));
}

function parse(policy: string): Record<string, string> {
  return Object.fromEntries(
    policy.split("; ").map((part) => {
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
      "img-src": "'self' data: blob:",
      "media-src": "'self' blob:",
      "worker-src": "'self' blob:",
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

  test("lets in inline text by its hash, and the page's own where there is no nonce", () => {
    const hash = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
    const options = { inlineScripts: ["a"], directives: { "script-src": ["'self'", "'strict-dynamic'"] } };
    const policy = contentSecurityPolicy(options);
    expect(inlineHash("a")).toBe("sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=");
    const own = `'${inlineHash("a")}'`;
    expect(parse(policy.value())["script-src"]).toBe(`'self' ${own}`);
    expect(parse(policy.value(NONCE))["script-src"]).toBe(`'self' 'strict-dynamic' ${own} 'nonce-${NONCE}'`);
    const inline = { scripts: [hash.slice(1, -1)], styles: [inlineHash("b")] };
    expect(parse(policy.value(undefined, inline))["script-src"]).toBe(`'self' ${own} ${hash}`);
    expect(parse(policy.value(undefined, inline))["style-src"]).toBe(`'self' '${inlineHash("b")}'`);
    const open = contentSecurityPolicy({ ...options, directives: { "script-src": "'unsafe-inline'" } });
    expect(parse(open.value(undefined, inline))["script-src"]).toBe("'unsafe-inline'");
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
});

test("a nonce is new each time, and nothing else is taken for one", () => {
  const nonces = new Set(Array.from({ length: 100 }, createNonce));
  expect(nonces.size).toBe(100);
  const policy = contentSecurityPolicy({});
  for (const nonce of nonces) expect(policy.value(nonce)).toContain(nonce);
  for (const nonce of ["", "short", `${NONCE}' *`, `${NONCE};x`])
    expect(() => policy.value(nonce)).toThrow(TypeError);
});
