import type { CspDirective, CspOptions } from "../api/csp-options.ts";
import { type InlineHashes, inlineHash } from "./inline-hashes.ts";

const DEFAULTS: Record<string, CspDirective> = {
  "default-src": "'self'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": ["'self'", "data:", "blob:"],
  "media-src": ["'self'", "blob:"],
  "worker-src": ["'self'", "blob:"],
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'self'",
  "frame-ancestors": "'self'",
};

/** Those whose elements may carry a nonce. */
const WITH_NONCE = new Set(["script-src", "script-src-elem", "style-src", "style-src-elem"]);

const NONCE = /^[\w+/-]{16,}={0,2}$/;

/** A policy from which header values are made. */
export interface ContentSecurityPolicy {
  /** The header's name, lower case. */
  readonly header: "content-security-policy" | "content-security-policy-report-only";
  /** Whether `'strict-dynamic'` is asked for, so that a page's own scripts need the nonce, too. */
  readonly isStrict: boolean;
  /** Whether scripts may not parse HTML from strings, which a navigation in place does. */
  readonly requiresTrustedTypes: boolean;
  /**
   * The header's value. `'strict-dynamic'` is in it only with a nonce: alone it would let nothing in (CSP3 §8.2).
   *
   * @param nonce allows the inline scripts and styles that carry it; left out for a page that may be cached
   * @param inline allows the inline scripts and styles of a page without a nonce
   * @throws {TypeError} if the nonce is not base64 of at least 12 bytes
   */
  value(nonce?: string, inline?: InlineHashes): string;
}

/** How a policy is in force in development: it blocks nothing and reports. */
export interface DevelopmentPolicy {
  /** For what Vite's client puts into the document: its styles are files of their own in production. */
  readonly nonce: string;
  /** Path that browsers report to. */
  readonly reportUri: string;
}

/** Means nothing in a policy that only reports, which browsers say in the console; or would report elsewhere. */
const NOT_IN_DEVELOPMENT = ["sandbox", "upgrade-insecure-requests", "report-to", "report-uri"];

/**
 * Makes the policy once; `value()` without a nonce then costs nothing.
 *
 * @param options checked by `checkCsp`
 * @param development left out in production
 */
export function contentSecurityPolicy(
  options: CspOptions,
  development?: DevelopmentPolicy,
): ContentSecurityPolicy {
  const named = Object.entries({ ...DEFAULTS, ...options.directives }).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : { name, sources: sourcesOf(value) },
  );
  const directives = development
    ? [
        ...named.filter(({ name }) => !NOT_IN_DEVELOPMENT.includes(name)),
        { name: "report-uri", sources: [development.reportUri] },
      ]
    : named;
  const viteNonce = development ? [`nonce-${development.nonce}`] : [];
  const always = { scripts: hashesOf(options.inlineScripts), styles: hashesOf(options.inlineStyles) };
  const pieces = directives.map(({ name, sources: named }, index) => {
    const takesInline = WITH_NONCE.has(name) && canTakeNonce(named);
    const kind = name.startsWith("script") ? ("scripts" as const) : ("styles" as const);
    const sources = takesInline ? [...named, ...quote([...always[kind], ...viteNonce])] : named;
    const print = (listed: readonly string[]) => (index > 0 ? "; " : "") + [name, ...listed].join(" ");
    const withoutNonce = takesInline ? sources.filter((source) => !isStrictDynamic(source)) : sources;
    return { withNonce: print(sources), withoutNonce: print(withoutNonce), takesInline, kind };
  });
  const plain = pieces.map(({ withoutNonce }) => withoutNonce).join("");
  return {
    header:
      options.reportOnly || development ? "content-security-policy-report-only" : "content-security-policy",
    requiresTrustedTypes: named.some(({ name }) => name === "require-trusted-types-for"),
    isStrict: pieces.some(({ withNonce, withoutNonce }) => withNonce !== withoutNonce),
    value(nonce, inline) {
      if (nonce === undefined && inline === undefined) return plain;
      if (nonce !== undefined && !NONCE.test(nonce))
        throw new TypeError("A nonce is base64 of at least 12 random bytes.");
      return pieces
        .map(({ withNonce, withoutNonce, takesInline, kind }) => {
          if (!takesInline) return withNonce;
          const hashes = inline ? quote(inline[kind]) : [];
          if (nonce === undefined) return [withoutNonce, ...hashes].join(" ");
          return [withNonce, `'nonce-${nonce}'`, ...hashes].join(" ");
        })
        .join("");
    },
  };
}

function hashesOf(texts: readonly string[] = []): string[] {
  return texts.map(inlineHash);
}

function quote(sources: readonly string[]): string[] {
  return sources.map((source) => `'${source}'`);
}

function isStrictDynamic(source: string): boolean {
  return source.toLowerCase() === "'strict-dynamic'";
}

/** A nonce for one response: 18 random bytes in base64. Never reuse one. */
export function createNonce(): string {
  return crypto.getRandomValues(new Uint8Array(18)).toBase64();
}

/** Next to `'none'` a nonce would be void, and next to `'unsafe-inline'` it would void that. */
function canTakeNonce(sources: readonly string[]): boolean {
  return !sources.some((source) => /^'(none|unsafe-inline)'$/i.test(source));
}

function sourcesOf(value: CspDirective): string[] {
  if (typeof value === "boolean") return [];
  const list = typeof value === "string" ? value.split(" ") : value;
  return list.filter((source) => source !== "");
}
