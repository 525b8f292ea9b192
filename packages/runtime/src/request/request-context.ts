import type { Params, Query, ResponseTransform, RouteContext, UntypedProps } from "../api/types.ts";
import type { HttpError } from "../diagnostics/http-errors.ts";
import { parseBody } from "../http/body.ts";
import { bodyFault, type GuardedRequest, guardBody, inBodyTime, limitBody } from "../http/body-limit.ts";
import { TrackedCookies } from "../http/cookies.ts";
import { createNonce } from "../http/csp.ts";
import type { InlineHashes } from "../http/inline-hashes.ts";
import type { CanonicalPath } from "../http/path.ts";
import { parseQuery } from "../http/query.ts";
import { withUrl } from "../http/request-url.ts";
import type { RequestTarget } from "../http/target.ts";
import { decideUpgrade, type UpgradeDecision } from "../http/websocket-upgrade.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { LazyPromise } from "../util/lazy-promise.ts";
import { ResponseTransforms, ROUTE_SCOPE, type TransformScope } from "./response-transforms.ts";

/** Who is at the other end of a request, and which server took it. */
export interface Connection {
  server: Bun.Server<unknown> | undefined;
  /** Overrides what `server.requestIP` says; set where another server accepted the connection. */
  address?: string;
  /** Set by the app where the body of its answer is known to be complete: text, bytes or a file, no stream. */
  finite?: boolean;
  /** Set by the app when something first needs a name for the request. */
  requestId?: string;
  /** Set by the app when a page first needs one. */
  nonce?: string;
  /** Set by the app when user code first asks for them. */
  cookies?: TrackedCookies;
  /** Set by the app where a page without a nonce has inline scripts or styles that its policy allows. */
  inline?: InlineHashes;
}

/** The id that names a request in the log and on a masked error page; made when it is first asked for. */
export function requestId(connection: Connection): string {
  connection.requestId ??= crypto.randomUUID();
  return connection.requestId;
}

const NO_PARAMS: Params = Object.freeze(Object.create(null));
const NO_PARENT: Promise<UntypedProps> = Promise.resolve(Object.freeze({}));

/**
 * `RouteContext` of one request. Everything is made on first use: most requests look at little of it, and each
 * `URL`, `Headers` read or `AbortController` is dearer than routing.
 */
export class RequestContext implements RouteContext {
  req: Request;
  /** Scheme and authority of the public origin, without a slash at the end. */
  readonly origin: string;
  /** Absolute URL: public origin, canonical path, search. */
  readonly href: string;
  readonly search: string;
  readonly path: CanonicalPath;
  params: Params = NO_PARAMS;
  /** The id of the route that answers, once it is found. */
  route: string | undefined;
  readonly settings: ServerSettings;
  /** Whether the server functions are done and the page is being rendered. */
  renders = false;
  /** Whose a `resTransform` is that is set on this object itself. */
  transformScope: TransformScope = ROUTE_SCOPE;
  #transforms: ResponseTransforms | undefined;
  /** Set where the answer's form was chosen by what the client accepts: there is nothing left to compress. */
  isNegotiated = false;
  readonly #connection: Connection;
  /** The object that the server made: it knows no copy. */
  readonly #accepted: Request;
  #url: URL | undefined;
  #query: Query | undefined;
  #body: Promise<unknown> | undefined;
  #abort: AbortController | undefined;
  #clientLeft = false;
  #isForAll = false;
  #abortReason: unknown;
  #locals: Record<string, unknown> | undefined;
  /** The request whose body middleware may read before the route and its limit are known. */
  #guarded: GuardedRequest | undefined;
  #upgrade: UpgradeDecision | undefined;

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
    context.#locals = this.#locals;
    context.#guarded = this.#guarded;
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

  /** The request as the server made it, which is the only one that it can upgrade. */
  get accepted(): Request {
    return this.#accepted;
  }

  /** The answer is text or bytes that are all there: the connection may idle out after it. */
  markFinite(): void {
    if (!this.transforms) this.#connection.finite = true;
  }

  get resTransform(): ResponseTransform | undefined {
    return this.transformSetBy(this.transformScope);
  }

  set resTransform(transform: ResponseTransform | undefined) {
    this.putTransform(this.transformScope, "set", transform);
  }

  /** What changes the final response; `undefined` if nothing does. */
  get transforms(): ResponseTransforms | undefined {
    return this.#transforms?.isEmpty === false ? this.#transforms : undefined;
  }

  transformSetBy(scope: TransformScope): ResponseTransform | undefined {
    return this.#transforms?.setBy(scope);
  }

  /** Takes the `resTransform` that a scope set or returned. */
  putTransform(...parameters: Parameters<ResponseTransforms["put"]>): void {
    this.#transforms ??= new ResponseTransforms();
    this.#transforms.put(...parameters);
  }

  /**
   * Enforces the body limit of the route.
   *
   * @param megabytes the route's `maxRequestBodyMB`
   * @throws {HttpError} 413 if the request says that it is longer
   */
  limitBody(megabytes: number | undefined): void {
    const limit = this.settings.bodyLimit(megabytes);
    this.#guarded?.allow(limit);
    if (this.req !== this.#guarded?.request) this.req = limitBody(this.req, limit, this.settings.bodyTimeout);
  }

  /** Enforces the limit of routes that have none of their own until `limitBody` is called: middleware may read the body. */
  guardBody(): void {
    this.#guarded = guardBody(this.req, this.settings.bodyLimit(undefined), this.settings.bodyTimeout);
    if (this.#guarded) this.req = this.#guarded.request;
  }

  /** Why the body could not be read (413, 408): that is then the response, whatever user code made of it. */
  get bodyFault(): HttpError | undefined {
    // A body is watched in a copy of the request.
    if (this.req === this.#accepted && this.#guarded === undefined) return undefined;
    return bodyFault(this.req) ?? (this.#guarded && bodyFault(this.#guarded.request));
  }

  /** What a failure comes to: a body that could not be read is the reason, whatever it led to. */
  bodyFailure(error: unknown): unknown {
    return this.bodyFault ?? error;
  }

  /** Whether this is a request for a WebSocket, and one that is allowed. */
  get upgrade(): UpgradeDecision {
    const { websocket } = this.settings.options;
    this.#upgrade ??= websocket ? decideUpgrade(websocket, this.req, this.path.path, this.origin) : "pass";
    return this.#upgrade;
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

  get cookies(): TrackedCookies {
    this.#connection.cookies ??= new TrackedCookies(
      this.req.headers.get("cookie"),
      this.href.startsWith("https:"),
    );
    return this.#connection.cookies;
  }

  get server(): Bun.Server<unknown> | undefined {
    return this.#connection.server;
  }

  get ip(): string {
    const { address, server } = this.#connection;
    const peer = address ?? server?.requestIP(this.#accepted)?.address ?? "";
    return this.settings.origin.clientIp(this.req.headers, peer);
  }

  get signal(): AbortSignal {
    if (!this.#abort) {
      const controller = new AbortController();
      this.#abort = controller;
      const client = this.req.signal;
      if (this.#abortReason !== undefined) controller.abort(this.#abortReason);
      else if (client.aborted) controller.abort(client.reason);
      else client.addEventListener("abort", () => controller.abort(client.reason), { once: true });
    }
    return this.#abort.signal;
  }

  get locals(): Record<string, unknown> {
    this.#locals ??= {};
    return this.#locals;
  }

  get nonce(): string {
    if (!this.settings.csp || this.#isForAll) return "";
    this.#connection.nonce ??= createNonce();
    return this.#connection.nonce;
  }

  /** The answer was made before this request, or for others, too: nothing in it carries the nonce. */
  forgetNonce(): void {
    this.#connection.nonce = undefined;
    this.#connection.inline = undefined;
  }

  /** What is rendered from now on: a page for all has no nonce, whoever asked for one before. */
  renderFor(audience: "visitor" | "all"): void {
    this.#isForAll = audience === "all";
    if (this.#isForAll) this.forgetNonce();
  }

  /** Allows inline scripts and styles of a page that has no nonce. */
  allowInline(hashes: InlineHashes | undefined): void {
    this.#connection.inline = hashes;
  }

  get allowedInline(): InlineHashes | undefined {
    return this.#connection.inline;
  }

  /** The nonce if anything on the page carries it. */
  get usedNonce(): string | undefined {
    return this.#connection.nonce;
  }

  parent(): Promise<UntypedProps> {
    return NO_PARENT;
  }

  /** Names this request in the log and on a masked error page. */
  get requestId(): string {
    return requestId(this.#connection);
  }

  /** Tells whoever holds `signal`, now or later, that the work is in vain. */
  abort(reason: unknown): void {
    this.#abortReason ??= reason;
    this.#abort?.abort(reason);
  }

  /** For work that goes on after `abort`: whoever asks for `signal` from now on gets one that the client alone aborts. */
  renewSignal(): void {
    this.#abort = undefined;
    this.#abortReason = undefined;
  }

  /** The same for a client that no longer reads its answer. */
  clientLeaves(): void {
    this.#clientLeft = true;
    this.abort(new DOMException("The client left.", "AbortError"));
  }

  /** Whether nobody waits for the answer any more: what fails then is not worth a line in the log. */
  get clientLeft(): boolean {
    return this.#clientLeft || this.req.signal.aborted;
  }

  /** Whether the response sets or deletes cookies: it is then for this visitor alone. */
  get setsCookies(): boolean {
    return this.#connection.cookies?.changed ?? false;
  }

  /** `Set-Cookie` lines of the response; none if no cookie was touched. */
  setCookieHeaders(): string[] {
    const { cookies } = this.#connection;
    return cookies?.changed ? cookies.toSetCookieHeaders() : [];
  }
}
