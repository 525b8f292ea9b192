import { errors } from "../diagnostics/errors.ts";
import { check, isBoolean, isObject, type OptionCheck, showValue } from "../options/checks.ts";
import { isPlainObject } from "../util/plain-object.ts";
import { type InlineHashes, inlineHash } from "./inline-hashes.ts";

/** One directive: its sources as a list or separated by spaces, `true` for one without a value, `false` to drop it. */
export type CspDirective = string | readonly string[] | boolean;

/** The `csp` option of `defineServer`. */
export interface CspOptions {
  /**
   * Directives by their standard names (https://www.w3.org/TR/CSP3/), such as `"img-src": ["'self'", "https:"]`. Each
   * replaces the default of its name, and `false` drops it. Defaults: everything from this origin only; images also as
   * `data:` and `blob:` URLs, media and workers as `blob:`, which only scripts of the page can make; no plugins, no
   * `<base>`, forms and frames of this origin. The inline scripts and styles that React writes carry a nonce, or are
   * allowed by their hashes in pages that are rendered once for all. Inline `style` attributes are refused;
   * `"style-src-attr": "'unsafe-inline'"` allows them.
   *
   * With `"script-src": ["'self'", "'strict-dynamic'"]` every script carries a nonce, and a script runs only if it does
   * or if such a one loads it. Pages that are rendered once for all cannot have one: they get what else is listed.
   */
  directives?: Record<string, CspDirective>;
  /**
   * The text of inline scripts that every page may have, exactly as it stands between the tags: each is allowed by its
   * hash, on cached and prerendered pages, too. For the script that sets the theme before the first paint.
   */
  inlineScripts?: readonly string[];
  /** The same for `<style>` elements. */
  inlineStyles?: readonly string[];
  /** Sends `Content-Security-Policy-Report-Only`: browsers report, and block nothing. Default `false`. */
  reportOnly?: boolean;
}

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

/** Every directive that a browser knows, so that a typo is not a hole. */
const DIRECTIVES = [
  ..."base-uri child-src connect-src default-src fenced-frame-src font-src form-action frame-ancestors".split(
    " ",
  ),
  ..."frame-src img-src manifest-src media-src object-src report-to report-uri".split(" "),
  ..."require-trusted-types-for sandbox script-src script-src-attr script-src-elem style-src".split(" "),
  ..."style-src-attr style-src-elem trusted-types upgrade-insecure-requests worker-src".split(" "),
];

/** Those whose elements may carry a nonce. */
const WITH_NONCE = new Set(["script-src", "script-src-elem", "style-src", "style-src-elem"]);

/** Words that mean nothing without their quotes: browsers would take them for host names. */
const KEYWORD =
  /^(self|none|unsafe-inline|unsafe-eval|unsafe-hashes|strict-dynamic|report-sample|wasm-unsafe-eval|nonce-.*|sha(256|384|512)-.*)$/i;

/** Visible ASCII without what ends a source, a directive or a policy. */
const SOURCE = /^[!-+\--:<-~]+$/;

const NONCE = /^[\w+/-]{16,}={0,2}$/;

/** A policy ready to be sent. */
export interface ContentSecurityPolicy {
  /** The header's name, lower case. */
  readonly header: "content-security-policy" | "content-security-policy-report-only";
  /** Whether `'strict-dynamic'` is asked for, so that a page's own scripts need the nonce, too. */
  readonly isStrict: boolean;
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
 * @param development left out in production
 * @throws {BunsenError} INVALID_OPTION or UNKNOWN_OPTION, naming the directive
 */
export function contentSecurityPolicy(
  options: CspOptions,
  development?: DevelopmentPolicy,
): ContentSecurityPolicy {
  checkCsp(options, "csp");
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

const checkDirective: OptionCheck = (value, name) => {
  if (value === undefined || typeof value === "boolean") return;
  const list = typeof value === "string" ? value.split(" ").filter((source) => source !== "") : value;
  if (!Array.isArray(list))
    throw errors.invalidOption(name, showValue(value), "a list of sources, true or false");
  for (const source of list) {
    if (typeof source !== "string" || !SOURCE.test(source)) {
      throw errors.invalidOption(name, showValue(source), "sources without spaces, commas and semicolons");
    }
    if (KEYWORD.test(source) && !/sandbox|report-to|trusted-types/.test(name)) {
      throw errors.invalidOption(name, showValue(source), `"'${source}'": this word needs its quotes`);
    }
  }
};

/** Checks the `csp` option. */
export const checkCsp: OptionCheck = (value, name) => {
  isObject({
    directives: checkDirectives,
    inlineScripts: areTexts,
    inlineStyles: areTexts,
    reportOnly: isBoolean,
  })(value, name);
};

const areTexts = check(
  "a list of texts, each as it stands between the tags",
  (value) => Array.isArray(value) && value.every((text) => typeof text === "string" && text !== ""),
);

const checkDirectives: OptionCheck = (value, name) => {
  if (value === undefined) return;
  if (!isPlainObject(value)) throw errors.invalidOption(name, showValue(value), "an object of directives");
  isObject(Object.fromEntries(DIRECTIVES.map((directive) => [directive, checkDirective])))(value, name);
};
