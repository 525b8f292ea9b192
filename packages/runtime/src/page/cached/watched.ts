import type { RequestCookies } from "../../api/request-cookies.ts";
import { logEvents, warnOnce } from "../../diagnostics/log-events.ts";
import type { RequestTarget } from "../../http/target.ts";
import type { ServerSettings } from "../../options/resolve.ts";
import type { Connection } from "../../request/connection.ts";
import { RequestContext } from "../../request/request-context.ts";
import type { RequestSession } from "../../session/request-session.ts";

const DECIDE = "a function as cachePage, to decide whose requests the cache is for";

/**
 * Development: the context of a page that production would cache. It says once, in the terminal, what the page tried to
 * read that is not in its key. Not every way to read can be watched, but none of them finds what is not there.
 */
export class WatchedContext extends RequestContext {
  readonly #routeId: string;

  constructor(
    request: Request,
    target: RequestTarget,
    connection: Connection,
    settings: ServerSettings,
    { id }: { readonly id: string },
  ) {
    super(request, target, connection, settings);
    this.#routeId = id;
    const cookies = super.cookies;
    watchReads(cookies, (name) => {
      if (!cookies.toJSON()[name]) this.#report(`the cookie ${name}`, `cacheVary: ["cookie:${name}"]`);
    });
    const header = (name: string) => `cacheVary: ["${name.toLowerCase()}"]`;
    const names = new Set(request.headers.keys());
    watchReads(request.headers, (name) => {
      if (!names.has(name.toLowerCase())) this.#report(`the header ${name.toLowerCase()}`, header(name));
    });
  }

  override get ip(): string {
    this.#report("ctx.ip", DECIDE);
    return super.ip;
  }

  override get locals(): Record<string, unknown> {
    this.#report("ctx.locals", DECIDE);
    return super.locals;
  }

  override get nonce(): string {
    this.#report("ctx.nonce", "scripts and styles in files, which need none");
    return super.nonce;
  }

  override get session(): RequestSession {
    this.#report("ctx.session", DECIDE);
    return super.session;
  }

  override get server(): Bun.Server<unknown> | undefined {
    this.#report("ctx.server", "an endpoint for what needs it");
    return super.server;
  }

  #report(what: string, instead: string): void {
    warnOnce(logEvents.unkeyedRead(this.#routeId, what, instead));
  }
}

/** Calls `onRead` before each `get` and `has`. */
function watchReads(values: Headers | RequestCookies, onRead: (name: string) => void): void {
  for (const method of ["get", "has"] as const) {
    const read = values[method].bind(values);
    const watched = (name: string) => {
      onRead(name);
      return read(name);
    };
    Object.defineProperty(values, method, { value: watched, configurable: true });
  }
}
