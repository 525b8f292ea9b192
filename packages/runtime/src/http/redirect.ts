import { Redirect } from "../diagnostics/http-errors.ts";
import { invalidRedirect, invalidRedirectStatus } from "../diagnostics/usage-errors.ts";

/** An origin that no real site has: relative URLs are resolved against it to see whether they leave it. */
const PROBE_ORIGIN = "http://bunsen.invalid";

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** Characters that browsers remove or replace before they parse a URL; they could hide `//evil.example` from a check. */
function hasControlOrBackslash(value: string): boolean {
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code < 0x20 || code === 0x7f || code === 0x5c) return true;
  }
  return false;
}

/** Options of `redirect`. */
export interface RedirectOptions {
  /** Allows an absolute `http(s)` URL on another origin. Default `false`. */
  external?: boolean;
}

/**
 * Ends the request with a redirect (RFC 9110 §15.4). It never returns: it throws, and Bunsen sends the response. Do not
 * catch what it throws.
 *
 * @param to a path of this app such as `/login`, a query string such as `?page=2`, or another relative URL; with `external`,
 *   also an absolute http(s) URL
 * @param status 300, 301, 302, 303, 307 or 308, default 302; or the options, if the status is 302
 * @throws {Redirect} always
 * @throws {TypeError} INVALID_REDIRECT if `to` is on another origin without `external`, or is not an http(s) URL, or if
 *   `status` is another one
 */
export function redirect(to: string, status?: number | RedirectOptions, options?: RedirectOptions): never {
  const code = typeof status === "object" ? 302 : (status ?? 302);
  const external = (typeof status === "object" ? status : options)?.external === true;
  throw new Redirect(redirectLocation(to, external), redirectStatus(code));
}

/**
 * The `Location` header of a redirect (RFC 9110 §10.2.2), percent-encoded.
 *
 * @param to a path (`/x`), a query (`?x`) or a relative reference; an absolute http(s) URL if `external`
 * @throws {TypeError} INVALID_REDIRECT if the target is on another origin without `external`, or is not an http(s) URL
 */
export function redirectLocation(to: string, external: boolean): string {
  if (typeof to !== "string" || to === "" || hasControlOrBackslash(to) || to.trim() !== to) {
    throw invalidRedirect(
      to,
      "must be a URL without surrounding spaces, control characters and backslashes.",
    );
  }
  const target = URL.parse(to, PROBE_ORIGIN);
  if (!target) throw invalidRedirect(to, "is not a valid URL.");
  // A scheme makes a URL absolute, even in "http:/x", which a URL parser would read as a path of an http base.
  const leaves = target.origin !== PROBE_ORIGIN || SCHEME.test(to);
  // "/.//evil" resolves to the path "//evil", which a browser reads as another host.
  if (!leaves && target.pathname.startsWith("//")) {
    throw invalidRedirect(to, "would be read as another host.");
  }
  if (!leaves) return to.startsWith("/") ? target.pathname + target.search + target.hash : encodeRelative(to);
  if (target.protocol !== "http:" && target.protocol !== "https:") {
    throw invalidRedirect(to, "is not an http(s) URL.");
  }
  if (!external) {
    throw invalidRedirect(
      to,
      "is an absolute URL, which may lead to another origin. Pass only its path, or, if you want to leave, throw " +
        "redirect(url, { external: true }).",
    );
  }
  return target.href;
}

/** A relative URL stays relative; only characters that a header cannot contain are encoded. */
function encodeRelative(reference: string): string {
  return encodeURI(reference).replaceAll("%25", "%");
}

/** Those with which browsers follow `Location`, and 300; not 304, 305 and 306 (RFC 9110 §15.4). */
const REDIRECT_STATUSES = new Set([300, 301, 302, 303, 307, 308]);

/** @throws {TypeError} INVALID_REDIRECT if `status` is not the status of a redirect */
export function redirectStatus(status: number): number {
  if (REDIRECT_STATUSES.has(status)) return status;
  throw invalidRedirectStatus(status);
}
