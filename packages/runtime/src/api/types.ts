import type { ReactNode } from "react";
import type { MetaFields } from "./page-meta.ts";
import type { RequestCookies } from "./request-cookies.ts";
import type { RouteParams, RouteProps, UntypedProps } from "./route-types.ts";
import type { Session } from "./session.ts";

/**
 * Decoded search parameters by name; a parameter that is repeated is a list. The object has no prototype, so that no name in a
 * URL can reach one.
 */
export type Query = Record<string, string | string[]>;

/**
 * What `ctx.body` resolves to, by the content type of the request: a JSON value, `FormData`, a string for `text/*`, a
 * `Uint8Array` for other types; `undefined` without a body. Check it before use: the client chose it.
 */
export type ParsedBody = unknown;

/** What an error page and its layouts get about the error. */
export interface ErrorInfo {
  /** The HTTP status, 400 to 599. */
  status: number;
  /** The message of an `HttpError`; a general message for every other error in production. */
  message: string;
  /** The id of the request, which is also in the log. Only for errors whose message is not shown. */
  requestId?: string;
}

/**
 * The context of a request, for server functions, `meta`, `Head`, `htmlProps` and endpoints; middleware gets a part of it. A
 * helper function that takes a `RouteContext` accepts the context of every route.
 */
export type RouteContext<Route extends string = string> = ContextOf<RouteParams<Route>>;

// The type parameter is the route's parameters, not its pattern: TypeScript cannot compare contexts by pattern, and would
// refuse the page of one route where a page of any route is accepted.

interface ContextOf<OwnParams> {
  /** The request. Its body is not read before you read it or await `body`. */
  readonly req: Request;
  /** The URL of the request, with the public origin and the canonical path. */
  readonly url: URL;
  /** Decoded route parameters. */
  readonly params: OwnParams;
  /** The search parameters and `params`, which win over a search parameter of the same name. Has no prototype. */
  readonly query: Query;
  /**
   * The request body, parsed by its content type: JSON, form data, text, otherwise bytes. It is read when it is first awaited;
   * destructuring it reads nothing. Rejects with an `HttpError`: 400 if the body cannot be parsed, 408 if it does not arrive in
   * time, 413 if it is larger than `maxRequestBodyMB`.
   */
  readonly body: Promise<ParsedBody>;
  /** The cookies of the request. Cookies that you set here are sent with the response. */
  readonly cookies: RequestCookies;
  /**
   * What the server remembers of this visitor, if `session` of `defineServer` is set; see {@link Session}.
   *
   * @throws {BunsenError} NO_SESSIONS if it is not
   */
  readonly session: Session;
  /** The Bun server; `undefined` if the app runs without one, as in tests and while prerendering. */
  readonly server: Bun.Server<unknown> | undefined;
  /** The IP address of the client, as `trustProxy` determines it; an empty string if it is not known. */
  readonly ip: string;
  /** Aborts when the client disconnects or the deadline passes (`renderTimeout`, `timeout`, `middlewareTimeout`). */
  readonly signal: AbortSignal;
  /** Values that middleware sets for this request, such as the current user. */
  readonly locals: Record<string, unknown>;
  /**
   * The merged props of the root and the layouts above. Rejects if one of them ends the request; do not catch that error.
   * On GET and HEAD, all server functions start at the same time, and only one that awaits `parent()` waits for those above
   * it. On other methods, each starts after those above it have ended.
   */
  parent(): Promise<UntypedProps>;
  /** The Content-Security-Policy nonce of this request (https://www.w3.org/TR/CSP3/), for your own inline scripts. */
  readonly nonce: string;
  /**
   * Set it to a function that changes the final response. The functions of all levels are called: first that of the page, last
   * that of middleware.
   */
  resTransform: ResponseTransform | undefined;
}

/** Changes a response: returns the same `Response`, or another one. */
export type ResponseTransform = (response: Response) => Response | Promise<Response>;

/** What a server function may return instead of a `Response`. */
export interface ServerResult<Props = UntypedProps> {
  /**
   * The `props` of the component, merged with those of root and layouts; those of the page win. They are sent to the browser:
   * never return a secret. Functions, symbols and instances of your own classes are an UNSENDABLE error. A prop that is a promise is
   * sent when it settles; the component reads it with `use` of React.
   */
  props?: Props;
  /** Replaces the `query` of the component. */
  query?: Query;
  /** Redirects the visitor instead of rendering: with 301 if `permanent`, else with `status_code` (300 to 303, 307, 308), else with 302. */
  redirect?: { destination: string; permanent?: boolean; status_code?: number };
  /**
   * Status and headers of the response. `status` is 200 to 599, except statuses without a body (204, 205, 304). `statusText` is
   * visible to `resTransform` and not sent: Bun sends the standard phrase.
   */
  responseOptions?: { status?: number; statusText?: string; headers?: HeadersInit };
  /** Changes the final response, after the `resTransform` that was set on the context. */
  resTransform?: ResponseTransform;
  /**
   * `true` caches the page if `config.cachePage` is not set: visitors without cookies and `Authorization` then share one
   * response. `false` keeps this response out of the cache, whatever `config` says.
   */
  cachePage?: boolean;
  /** Seconds that the cached page stays fresh, if `config.cacheExpiry` is not set. */
  cacheExpiry?: number;
  /** Further seconds in which the stale page is sent while it is rendered again, if `config.cacheStale` is not set. */
  cacheStale?: number;
  /** Tags for `revalidateTag`, in addition to those of `config`. */
  cacheTags?: readonly string[];
}

/**
 * The server function of a page: the `default` (or `server`) export of its companion, `page.server.ts`. Also called a loader.
 * It may return a {@link ServerResult}, a `Response` to send that instead of the page, or nothing. `notFound`, `httpError` and
 * `redirect` may be thrown.
 */
export type PageServer<Route extends string = string, Props = UntypedProps> = (
  ctx: RouteContext<Route>,
) => PageServerReturn<Props> | Promise<PageServerReturn<Props>>;

/** What a server function may return. */
// biome-ignore lint/suspicious/noConfusingVoidType: a server function may end without a return
export type PageServerReturn<Props> = Response | ServerResult<Props> | undefined | void;

/** The props of a page component. */
export type PageProps<Route extends string = string, Props = RouteProps<Route>> = PageOf<
  RouteParams<Route>,
  Props
>;

interface PageOf<OwnParams, Props> {
  props: Props;
  query: Query;
  params: OwnParams;
  url: URL;
}

/** The props of `404.tsx` and `500.tsx`: those of a page, the message as `children`, and the error. */
export interface ErrorPageProps extends PageProps {
  children?: ReactNode;
  error: ErrorInfo;
}

/** The props of a `__layout` component. */
export interface LayoutProps<Props = UntypedProps> extends PageProps<string, Props> {
  children: ReactNode;
  /** Set if `children` is an error page. */
  error?: ErrorInfo;
}

/** The props of the `__root` component. */
export type RootProps<Props = UntypedProps> = LayoutProps<Props>;

/** What the functions `meta` and `htmlProps` and the component `Head` get. */
export type HeadProps<Route extends string = string, Props = RouteProps<Route>> = HeadOf<
  RouteParams<Route>,
  Props
>;

interface HeadOf<OwnParams, Props> {
  ctx: ContextOf<OwnParams>;
  /** What the server functions returned, merged. */
  serverRes: ServerResult<Props> & { props: Props };
}

/** The `meta` export of a page, layout or root: metadata for `<head>`, or a function, which may be async, that returns it. */
export type PageMeta<Route extends string = string, Props = RouteProps<Route>> =
  | MetaFields
  | ((props: HeadProps<Route, Props>) => MetaFields | Promise<MetaFields>);

/** The `htmlProps` export: attributes of `<html>`, or a function, which may be async, that returns them. */
export type HtmlProps<Route extends string = string> =
  | HtmlAttributes
  | ((props: HeadProps<Route>) => HtmlAttributes | Promise<HtmlAttributes>);

/** Attributes of `<html>`, with React's names (`className`). */
export interface HtmlAttributes {
  lang?: string;
  dir?: "ltr" | "rtl" | "auto";
  className?: string;
  [attribute: string]: unknown;
}

/** What `onError` of `src/client.ts` gets besides the error. */
export interface ClientErrorInfo {
  /**
   * Where the error occurred and how it was handled:
   *
   * - `"render"`: a component failed while it rendered or in an effect; the error page replaces its page, layout or root.
   * - `"caught"`: the same, but an error boundary of the app caught it.
   * - `"recovered"`: React recovered from it, for example from a hydration mismatch.
   * - `"uncaught"`: the error is from code that React does not run, such as an event handler, a timer or an unhandled rejection.
   */
  kind: "render" | "caught" | "recovered" | "uncaught";
  /** The components around the one that failed, innermost first; `undefined` if React does not know. */
  componentStack?: string | undefined;
}

/**
 * The `onError` export of `src/client.ts`: called in the browser for every error of the page, for error tracking. What it throws
 * is written to the console only.
 */
export type OnClientError = (error: unknown, info: ClientErrorInfo) => void | Promise<void>;

/**
 * A request handler: the `default` or `handler` export of an endpoint, or an export with the name of a method (`GET`, `POST`,
 * …). What it returns becomes the response:
 *
 * - a `Response` is sent unchanged,
 * - a `Blob`, `Bun.file`, `ReadableStream`, async iterable of strings or bytes, `ArrayBuffer` or view of one is sent as the body,
 * - nothing is a 204,
 * - anything else is sent as JSON; a value that JSON cannot represent is a 500 with NOT_A_RESPONSE in the log.
 *
 * `notFound`, `httpError` and `redirect` may be thrown.
 */
export type ApiHandler<Route extends string = string> = (ctx: RouteContext<Route>) => unknown;
