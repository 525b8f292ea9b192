/**
 * Makes a request say the URL that was routed: public origin and canonical path.
 *
 * It stays the object that the server made, because a copy is worth less on Bun: `server.requestIP`, `server.upgrade`
 * and `server.timeout` do not know it, and the body is teed, so that all of an upload is kept in memory.
 */
export function withUrl(request: Request, href: string): Request {
  if (request.url === href) return request;
  Object.defineProperty(request, "url", { value: href, configurable: true });
  return Object.defineProperty(request, "clone", CLONE);
}

/**
 * The path of a request's URL as it came in, without its query.
 *
 * @param url `Request.url`; relative if `Host` was missing or odd
 */
export function requestPath(url: string): string {
  const start = pathStart(url);
  const end = url.slice(start).search(/[?#]/);
  return end < 0 ? url.slice(start) : url.slice(start, start + end);
}

/** Where the path begins in a request's URL, relative or not. */
export function pathStart(url: string): number {
  return url.indexOf("/", url.startsWith("/") ? 0 : url.indexOf("://") + 3);
}

/** `clone()` copies the native URL. */
const CLONE: PropertyDescriptor = {
  configurable: true,
  value(this: Request): Request {
    return withUrl(Request.prototype.clone.call(this), this.url);
  },
};
