/**
 * Sets the `url` of a request to the URL that is routed: with the public origin and the canonical path.
 *
 * Returns the same object, because a copy has limits in Bun: `server.requestIP`, `server.upgrade` and `server.timeout` do not
 * accept it, and its body is teed, so that a whole upload stays in memory.
 */
export function withUrl(request: Request, href: string): Request {
  if (request.url === href) return request;
  Object.defineProperty(request, "url", { value: href, configurable: true });
  return Object.defineProperty(request, "clone", CLONE);
}

/**
 * The path of a request's URL as received, without its query string.
 *
 * @param url `Request.url`; relative if `Host` was missing or odd
 */
export function requestPath(url: string): string {
  const start = pathStart(url);
  const end = url.slice(start).search(/[?#]/);
  return end < 0 ? url.slice(start) : url.slice(start, start + end);
}

/** The index of the path in a request's URL, relative or absolute. */
export function pathStart(url: string): number {
  return url.indexOf("/", url.startsWith("/") ? 0 : url.indexOf("://") + 3);
}

/** Without this, `clone()` would have the original URL. */
const CLONE: PropertyDescriptor = {
  configurable: true,
  value(this: Request): Request {
    return withUrl(Request.prototype.clone.call(this), this.url);
  },
};
