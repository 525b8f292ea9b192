import type { TrailingSlash } from "../api/define-server.ts";
import { type CanonicalPath, canonicalizePath, type PathFault } from "./path.ts";

/** The URL of a request, parsed and normalised once for routes, middleware, cache keys and file look-ups. */
export interface RequestTarget {
  /** Absolute URL: origin, base, canonical path, search. */
  href: string;
  /** Scheme and authority, without a slash at the end. */
  origin: string;
  /** Without `base`. */
  path: CanonicalPath;
  /** With its question mark; empty without one. */
  search: string;
}

/**
 * Parses and normalises a request's URL.
 *
 * @param url `Request.url`: absolute and already resolved; relative if `Host` was missing or odd
 * @param base Vite's `base`, with a slash at both ends
 * @param publicOrigin replaces the one in `url`
 * @returns a fault if the request must be refused; `undefined` if the path is not below `base`
 */
export function requestTarget(
  url: string,
  base: string,
  publicOrigin?: string,
  trailingSlash?: TrailingSlash,
): RequestTarget | PathFault | undefined {
  const pathStart = url.indexOf("/", url.indexOf("://") + 3);
  if (!url.startsWith("http") || pathStart < 0) return { status: 400, reason: "bad Host header" };
  const searchStart = url.indexOf("?", pathStart);
  const hashStart = url.indexOf("#", pathStart);
  const end = hashStart < 0 ? url.length : hashStart;
  const pathEnd = searchStart < 0 || searchStart > end ? end : searchStart;
  const givenPath = url.slice(pathStart, pathEnd);
  const rawPath = withoutBase(givenPath, base);
  if (rawPath === undefined) return undefined;
  const path = givenPath.length < base.length ? BASE_ITSELF : canonicalizePath(rawPath, trailingSlash);
  if ("reason" in path) return path;
  const origin = publicOrigin ?? url.slice(0, pathStart);
  // A question mark without anything after it is not a search, as in `href`: cache keys remove `search` from `href`.
  const search = pathEnd + 1 < end ? url.slice(pathEnd, end) : "";
  // Most URLs are canonical already: reusing the string saves a concatenation and a later comparison.
  const isSame = publicOrigin === undefined && base === "/" && path.path === rawPath && hashStart < 0;
  if (isSame && pathEnd + search.length === end) return { href: url, origin, path, search };
  const href = origin + base.slice(0, -1) + path.path + search;
  return { href, origin, path, search };
}

/** For `base` without its trailing slash, which is redirected: relative URLs would resolve differently there. */
const BASE_ITSELF: CanonicalPath = Object.freeze({ path: "/", segments: Object.freeze([]), redirect: true });

/**
 * A path without `base`, as routes have it.
 *
 * @param path with or without `base`: a path that starts with `base`, as `href` returns it, is below it
 */
export function routePath(path: string, base: string): string {
  return withoutBase(path, base) ?? path;
}

/**
 * Adds `base` to the path of a URL. A path that starts with `base` already, as `href` returns it, does not change, unless it is
 * `own`.
 *
 * @param url absolute
 * @param own a path that is known to be without `base`, even if it starts with the same characters
 */
export function withBase(url: string, base: string, own: string): string {
  const { origin, pathname, search } = new URL(url);
  if (base === "/" || (pathname !== own && withoutBase(pathname, base) !== undefined)) return url;
  return origin + base.slice(0, -1) + pathname + search;
}

function withoutBase(rawPath: string, base: string): string | undefined {
  if (base === "/") return rawPath;
  if (rawPath.startsWith(base)) return rawPath.slice(base.length - 1);
  return rawPath === base.slice(0, -1) ? "/" : undefined;
}
