import type { RequestCookies } from "../api/request-cookies.ts";
import type { Params, UntypedProps } from "../api/route-types.ts";
import type { Session } from "../api/session.ts";
import type { ParsedBody, Query, ResponseTransform, RouteContext } from "../api/types.ts";
import type { RequestContext } from "../request/request-context.ts";
import type { TransformScope } from "../request/response-transforms.ts";

/** The context of a request as one level of a page sees it: with a `parent()` and a `resTransform` of its own. */
export class LevelContext implements RouteContext {
  readonly #whole: RequestContext;
  readonly #scope: TransformScope;
  readonly #loadParent: () => Promise<UntypedProps>;
  #parent: Promise<UntypedProps> | undefined;

  /** @param loadParent called once, and only if the level asks */
  constructor(whole: RequestContext, scope: TransformScope, loadParent: () => Promise<UntypedProps>) {
    this.#whole = whole;
    this.#scope = scope;
    this.#loadParent = loadParent;
  }

  /** A field, so that it may be destructured, as the rest of the context. */
  readonly parent = (): Promise<UntypedProps> => {
    if (!this.#parent) {
      this.#parent = this.#loadParent();
      // A level that ends without awaiting it leaves the failure to the level above.
      this.#parent.catch(() => undefined);
    }
    return this.#parent;
  };

  get req(): Request {
    return this.#whole.req;
  }
  get url(): URL {
    return this.#whole.url;
  }
  get params(): Params {
    return this.#whole.params;
  }
  get query(): Query {
    return this.#whole.query;
  }
  get body(): Promise<ParsedBody> {
    return this.#whole.body;
  }
  get cookies(): RequestCookies {
    return this.#whole.cookies;
  }
  get hasSessions(): boolean {
    return this.#whole.hasSessions;
  }
  get session(): Session {
    return this.#whole.session;
  }
  get server(): Bun.Server<unknown> | undefined {
    return this.#whole.server;
  }
  get ip(): string {
    return this.#whole.ip;
  }
  get signal(): AbortSignal {
    return this.#whole.signal;
  }
  get locals(): Record<string, unknown> {
    return this.#whole.locals;
  }
  get nonce(): string {
    return this.#whole.nonce;
  }
  get resTransform(): ResponseTransform | undefined {
    return this.#whole.transforms?.setBy(this.#scope);
  }
  set resTransform(transform: ResponseTransform | undefined) {
    this.#whole.putTransform(this.#scope, "set", transform);
  }
}
