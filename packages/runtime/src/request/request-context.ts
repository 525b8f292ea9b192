import type { Params, UntypedProps } from "../api/route-types.ts";
import type { Query, ResponseTransform, RouteContext } from "../api/types.ts";
import { sessionErrors } from "../diagnostics/session-errors.ts";
import { parseBody } from "../http/body.ts";
import { type GuardedRequest, inBodyTime } from "../http/body-limit.ts";
import { TrackedCookies } from "../http/cookies.ts";
import { createNonce } from "../http/csp.ts";
import type { CanonicalPath } from "../http/path.ts";
import { parseQuery } from "../http/query.ts";
import { withUrl } from "../http/request-url.ts";
import type { RequestTarget } from "../http/target.ts";
import type { UpgradeDecision } from "../http/websocket-upgrade.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { RequestSession } from "../session/request-session.ts";
import type { RequestTrace } from "../telemetry/tracing.ts";
import { LazyPromise } from "../util/lazy-promise.ts";
import { AbortScope } from "./abort-scope.ts";
import { type Connection, requestId } from "./connection.ts";
import { ResponseTransforms, ROUTE_SCOPE, type TransformScope } from "./response-transforms.ts";

const NO_PARAMS: Params = Object.freeze(Object.create(null));
const NO_PARENT: Promise<UntypedProps> = Promise.resolve(Object.freeze({}));

/**
 * `RouteContext` of one request, and the facts that the app's stages note about it. Everything is made on first use: most
 * requests look at little of it, and each `URL`, `Headers` read or `AbortController` is more expensive than routing.
 */
export class RequestContext implements RouteContext {
  req: Request;
  /** Scheme and authority of the public origin, without a slash at the end. */
  readonly origin: string;
  /** Absolute URL: public origin, canonical path, search. */
  readonly href: string;
  readonly search: string;
  readonly path: CanonicalPath;
  readonly settings: ServerSettings;
  params: Params = NO_PARAMS;
  /** The id of the route that responds, once it is found. */
  route: string | undefined;
  /** Whether the server functions are done and the page is being rendered. */
  renders = false;
  /** Set where the response's form was chosen by what the client accepts: there is nothing left to compress. */
  isNegotiated = false;
  /** Whether what is rendered is for every visitor; see `renderFor`. */
  isForAll = false;
  /** Whose a `resTransform` is that is set on this object itself. */
  transformScope: TransformScope = ROUTE_SCOPE;
  /** The request whose body middleware may read before the route and its limit are known; see `guardBody`. */
  guarded: GuardedRequest | undefined;
  /** See `upgradeOf`. */
  upgrade: UpgradeDecision | undefined;
  readonly #connection: Connection;
  readonly #accepted: Request;
  #transforms: ResponseTransforms | undefined;
  #abortScope: AbortScope | undefined;
  #url: URL | undefined;
  #query: Query | undefined;
  #body: Promise<unknown> | undefined;
  #locals: Record<string, unknown> | undefined;

  constructor(
    req: Request,
    target: RequestTarget,
    connection: Connection,
    settings: ServerSettings,
    accepted: Request = req,
  ) {
    this.req = req;
    this.origin = target.origin;
    this.href = target.href;
    this.search = target.search;
    this.path = target.path;
    this.settings = settings;
    this.#connection = connection;
    this.#accepted = accepted;
  }

  /** The context of the request that middleware routes instead of this one: cookies and `locals` go along. */
  rewritten(req: Request, target: RequestTarget): RequestContext {
    const request = withUrl(req, target.href);
    const context = new RequestContext(request, target, this.#connection, this.settings, this.#accepted);
    context.guarded = this.guarded;
    context.#locals = this.#locals;
    context.#transforms = this.#transforms;
    return context;
  }

  /**
   * Shows middleware the URL without Vite's `base`, as routes and options name paths, in `req.url` and `url` alike; pages
   * and endpoints see the public URL.
   *
   * @param isAppUrl `true` before middleware runs, `false` when it has decided
   */
  showAppUrl(isAppUrl: boolean): void {
    const href = isAppUrl ? this.origin + this.path.path + this.search : this.href;
    this.req = withUrl(this.req, href);
    this.#url = isAppUrl ? new URL(href) : undefined;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** `undefined` unless the spans of this request are recorded. */
  get trace(): RequestTrace | undefined {
    return this.#connection.observed?.trace;
  }

  /** The request as the server made it, which is the only one that it can upgrade. */
  get accepted(): Request {
    return this.#accepted;
  }

  get abortScope(): AbortScope {
    this.#abortScope ??= new AbortScope(() => this.req.signal);
    return this.#abortScope;
  }

  /** What changes the final response; `undefined` if nothing does. */
  get transforms(): ResponseTransforms | undefined {
    return this.#transforms?.isEmpty === false ? this.#transforms : undefined;
  }

  /** Takes the `resTransform` that a scope set or returned. */
  putTransform(...parameters: Parameters<ResponseTransforms["put"]>): void {
    this.#transforms ??= new ResponseTransforms();
    this.#transforms.put(...parameters);
  }

  get resTransform(): ResponseTransform | undefined {
    return this.transforms?.setBy(this.transformScope);
  }

  set resTransform(transform: ResponseTransform | undefined) {
    this.putTransform(this.transformScope, "set", transform);
  }

  get url(): URL {
    this.#url ??= new URL(this.href);
    return this.#url;
  }

  get query(): Query {
    this.#query ??= parseQuery(this.search, this.params);
    return this.#query;
  }

  get body(): Promise<unknown> {
    // Of the request as it is then: the limit of a route is set after middleware had this in its hands.
    this.#body ??= new LazyPromise(async () =>
      inBodyTime(this.req, this.settings.bodyTimeout, parseBody(this.req)),
    );
    return this.#body;
  }

  get #isSecure(): boolean {
    return this.href.startsWith("https:");
  }

  get cookies(): TrackedCookies {
    this.#connection.cookies ??= new TrackedCookies(this.req.headers.get("cookie"), this.#isSecure);
    return this.#connection.cookies;
  }

  get hasSessions(): boolean {
    return this.settings.session !== undefined;
  }

  /** @throws {BunsenError} NO_SESSIONS if the app has none */
  get session(): RequestSession {
    const connection = this.#connection;
    if (!this.settings.session) throw sessionErrors.missing();
    if (!connection.session) {
      connection.session = new RequestSession(this.settings.session, this.#isSecure, (name) =>
        this.cookies.get(name),
      );
      if (connection.hasHeaders) connection.session.close();
    }
    return connection.session;
  }

  get server(): Bun.Server<unknown> | undefined {
    return this.#connection.server;
  }

  get ip(): string {
    return this.settings.origin.clientIp(this.req.headers, this.peer);
  }

  /** The address at the other end of the connection; empty if there is none. */
  get peer(): string {
    const { address, server } = this.#connection;
    return address ?? server?.requestIP(this.#accepted)?.address ?? "";
  }

  get signal(): AbortSignal {
    return this.abortScope.signal;
  }

  get locals(): Record<string, unknown> {
    this.#locals ??= {};
    return this.#locals;
  }

  get nonce(): string {
    if (!this.settings.csp || this.isForAll) return "";
    this.#connection.nonce ??= createNonce();
    return this.#connection.nonce;
  }

  parent(): Promise<UntypedProps> {
    return NO_PARENT;
  }

  /** Names this request in the log and on a masked error page. */
  get requestId(): string {
    return requestId(this.#connection);
  }
}
