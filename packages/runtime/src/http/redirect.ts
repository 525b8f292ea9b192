import { Redirect } from "../diagnostics/http-errors.ts";
import { invalidRedirect, invalidRedirectStatus } from "../diagnostics/usage-errors.ts";

/** A base that no real site has, to see where a relative reference would lead. */
const PROBE_ORIGIN = "http://bunsen.invalid";

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** What browsers strip or fold before they read a URL: it hides `//evil` from a naive check. */
function hasControlOrBackslash(value: string): boolean {
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code < 0x20 || code === 0x7f || code === 0x5c) return true;
  }
  return false;
}

export interface RedirectOptions {
  /** Allows an absolute `http(s)` URL on another origin. Default `false`. */
  external?: boolean;
}

/**
 * Ends the request with a redirect. Throw what it returns, or let it throw: it never returns normally.
 *
 * @param to a path on this origin such as `/login`; with `external`, an absolute http(s) URL
 * @param status 300 to 308, default 302
 * @throws {Redirect} always
 * @throws {TypeError} INVALID_REDIRECT if `to` would leave the origin, is not http(s), or `status` is out of range
 */
export function redirect(to: string, status?: number | RedirectOptions, options?: RedirectOptions): never {
  const code = typeof status === "object" ? 302 : (status ?? 302);
  const external = (typeof status === "object" ? status : options)?.external === true;
  throw new Redirect(redirectLocation(to, external), redirectStatus(code));
}

/**
 * The `Location` for a redirect (RFC 9110 §10.2.2), percent-encoded, safe to put into a header.
 *
 * @param to a path (`/x`), a query (`?x`) or a relative reference; an absolute http(s) URL if `external`
 * @throws {TypeError} if the target leaves the origin without `external`, or is no http(s) URL
 */
export function redirectLocation(to: string, external: boolean): string {
  if (typeof to !== "string" || to === "" || hasControlOrBackslash(to) || to.trim() !== to) {
    throw invalidRedirect(to, "is not a URL that can be redirected to.");
  }
  const target = URL.parse(to, PROBE_ORIGIN);
  if (!target) throw invalidRedirect(to, "is not a valid URL.");
  // A scheme makes a URL absolute, even in "http:/x", which a URL parser would read as a path of an http base.
  const leaves = target.origin !== PROBE_ORIGIN || SCHEME.test(to);
  // "/.//evil" is a path until it is written down without its dot.
  if (!leaves && target.pathname.startsWith("//")) {
    throw invalidRedirect(to, "would be read as another host.");
  }
  if (!leaves) return to.startsWith("/") ? target.pathname + target.search + target.hash : encodeRelative(to);
  if (target.protocol !== "http:" && target.protocol !== "https:") {
    throw invalidRedirect(to, "is not an http(s) URL.");
  }
  if (!external) {
    throw invalidRedirect(to, "leads to another origin. Pass { external: true } if that is meant.");
  }
  return target.href;
}

/** A relative reference stays relative; only what a header cannot carry is encoded. */
function encodeRelative(reference: string): string {
  return encodeURI(reference).replaceAll("%25", "%");
}

/**
 * @throws {TypeError} unless `status` is 300 to 308
 */
export function redirectStatus(status: number): number {
  if (Number.isInteger(status) && status >= 300 && status <= 308) return status;
  throw invalidRedirectStatus(status);
}
