import type { TrailingSlash } from "../api/define-server.ts";
import { type CanonicalPath, canonicalizePath, type PathFault } from "./path.ts";

/** Where a request goes, normalised once: route, middleware, cache key and file look-up all use this. */
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
 * Splits and normalises a request's URL.
 *
 * @param url `Request.url`: absolute and already resolved; relative if `Host` was missing or odd
 * @param base Vite's `base`, with a slash at both ends
 * @param publicOrigin replaces the one in `url`
 * @returns a fault for what must be refused; `undefined` if the path does not lie below `base`
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
  // A question mark with nothing behind it is no search, here as in `href`: keys cut the one off the other.
  const search = pathEnd + 1 < end ? url.slice(pathEnd, end) : "";
  // Most URLs are canonical as they come: then there is nothing to put together, and nothing to compare later.
  const isSame = publicOrigin === undefined && base === "/" && path.path === rawPath && hashStart < 0;
  if (isSame && pathEnd + search.length === end) return { href: url, origin, path, search };
  const href = origin + base.slice(0, -1) + path.path + search;
  return { href, origin, path, search };
}

/** `base` without its last slash: relative URLs of the page would lead elsewhere from there. */
const BASE_ITSELF: CanonicalPath = Object.freeze({ path: "/", segments: Object.freeze([]), redirect: true });

/**
 * A path as routes have it, which is without `base`.
 *
 * @param path of either kind: one that starts with `base`, as what `href` gives does, is taken for one below it
 */
export function routePath(path: string, base: string): string {
  return withoutBase(path, base) ?? path;
}

/**
 * The public URL of one whose path is as routes have it. A path that starts with `base` already, as what `href` gives
 * does, stays as it is, unless it is `own`.
 *
 * @param url absolute
 * @param own a path that is known to be without `base`, even if one of its name is below it
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
