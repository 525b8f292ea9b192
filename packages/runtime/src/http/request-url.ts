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

/** `clone()` copies the native URL. */
const CLONE: PropertyDescriptor = {
  configurable: true,
  value(this: Request): Request {
    return withUrl(Request.prototype.clone.call(this), this.url);
  },
};
