import type { ReactNode } from "react";
import type { MetaFields } from "./page-meta.ts";
import type { RequestCookies } from "./request-cookies.ts";

/** Decoded route parameters by name: a string for one segment, a list of strings for a rest parameter. */
export type Params = Record<string, string | string[]>;

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

/** Types by route. The generated file `.bunsen/routes.d.ts` adds an entry for each route. */
// biome-ignore lint/suspicious/noEmptyInterface: the generated types augment it
export interface RouteTypes {}

type SegmentParams<Segment extends string> = Segment extends `[[...${infer Name}]]`
  ? { [Key in Name]: string[] }
  : Segment extends `[...${infer Name}]`
    ? { [Key in Name]: string[] }
    : Segment extends `${string}[${infer Name}]${string}`
      ? { [Key in Name]: string }
      : unknown;

type PatternParams<Pattern extends string> = Pattern extends `${infer Segment}/${infer Rest}`
  ? SegmentParams<Segment> & PatternParams<Rest>
  : SegmentParams<Pattern>;

type ParsedParams<Pattern extends string> = {
  [Key in keyof PatternParams<Pattern>]: PatternParams<Pattern>[Key];
};

/**
 * The parameters of a route pattern: `{ slug: string }` for `/blog/[slug]`. The generated types contain them as well, because
 * TypeScript takes several times as long to parse the pattern.
 */
export type RouteParams<Route extends string> = string extends Route
  ? Params
  : Route extends keyof RouteTypes
    ? RouteTypes[Route] extends { params: infer Known }
      ? Known
      : ParsedParams<Route>
    : ParsedParams<Route>;

/** Props of unknown types: those of a companion that the generated types do not contain (yet). */
// biome-ignore lint/suspicious/noExplicitAny: unknown would make every untyped page a type error
export type UntypedProps = Record<string, any>;

/** The props that the page of a route gets from the companions of its root, its layouts and the page. */
export type RouteProps<Route extends string> = Route extends keyof RouteTypes
  ? RouteTypes[Route] extends { props: infer Props }
    ? Props
    : UntypedProps
  : UntypedProps;

/** A companion's server function, whether it is exported as `default` or as `server`. */
type ServerFunctionOf<Module> = Module extends { default: infer Server }
  ? Server
  : Module extends { server: infer Server }
    ? Server
    : never;

/**
 * The props of the page for each type that a server function may return; `NoProps` for a result without props. With a
 * redirect or a `Response` the page is not rendered, and what is thrown is not in the type.
 */
type PropsOfResult<Result> =
  IsAny<Result> extends true
    ? UntypedProps
    : Result extends Response | { redirect: object }
      ? never
      : Result extends { props: infer Props }
        ? Props
        : Result extends { props?: infer Props }
          ? NoProps | Exclude<Props, undefined>
          : NoProps;

type NoProps = Record<never, never>;

type IsAny<Type> = 0 extends 1 & Type ? true : false;

type PropsOfModule<Module> = PropsOfServer<ServerFunctionOf<Module>>;

type PropsOfServer<Server> =
  IsAny<Server> extends true
    ? UntypedProps
    : Server extends (...parameters: never[]) => infer Result
      ? OrNone<PropsOfResult<Awaited<Result>>>
      : NoProps;

/** If no result leads to the page, nothing is known about its props. */
type OrNone<Props> = [Props] extends [never] ? NoProps : Props;

/**
 * The merged props of several companions, ordered from the root to the page; the props of the page win. The generated types
 * use it. A prop that not every branch of a server function returns may be `undefined`.
 */
export type CompanionProps<Modules extends readonly unknown[]> = Complete<MergedProps<Modules>>;

type MergedProps<Modules extends readonly unknown[]> = Modules extends readonly [infer Only]
  ? PropsOfModule<Only>
  : Modules extends readonly [...infer Outer, infer Inner]
    ? Override<MergedProps<Outer>, PropsOfModule<Inner>>
    : NoProps;

/** Combines each result of the outer companion with each result of the inner one. */
type Override<Outer, Inner> = Inner extends unknown
  ? Outer extends unknown
    ? OverrideOne<Outer, Inner>
    : never
  : never;

/** Where the inner companion may lack a key, the value of the outer one is used. */
type OverrideOne<Outer, Inner> = [keyof Outer & keyof Inner] extends [never]
  ? Outer & Inner
  : Omit<Outer, keyof Inner> & {
      [Key in keyof Inner]: NoProps extends Pick<Inner, Key>
        ? Inner[Key] | (Key extends keyof Outer ? Outer[Key] : never)
        : Inner[Key];
    };

/** Adds the keys of the other union members as `undefined`, so that they can be read and used to narrow the union. */
type Complete<Props> = [KeysOf<Props>] extends [keyof Props] ? Props : WithAllKeys<Props, KeysOf<Props>>;

type KeysOf<Union> = Union extends unknown ? keyof Union : never;

type WithAllKeys<Props, Keys extends PropertyKey> = Props extends unknown
  ? Props & { [Key in Exclude<Keys, keyof Props>]?: undefined }
  : never;

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
   * never return a secret. Functions, symbols and instances of your own classes are an UNSENDABLE error.
   */
  props?: Props;
  /** Replaces the `query` of the component. */
  query?: Query;
  /** Redirects the visitor instead of rendering: with 301 if `permanent`, else with `status_code` (300 to 308), else with 302. */
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
export type PageServerReturn<Props> = Response | ServerResult<Props> | undefined | null | void;

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

/**
 * The `config` export of a page, layout or root. The keys of a page replace those of its layouts and root; only `cacheTags` are
 * merged.
 */
export interface PageConfig {
  /** `false` accepts POST requests from other sites. Default `true`: they get a 403. */
  csrf?: boolean;
  /** `false` sends no JavaScript for the page, so it is not hydrated. Must be a literal. Default `true`. */
  hydrate?: boolean;
  /**
   * Renders the page at build time: `true` (a literal), or, for a route with parameters, a function that returns the paths as
   * `href` returns them. Default `false`.
   */
  prerender?: boolean | (() => string[] | Promise<string[]>);
  /** Largest request body, in megabytes (MB = 1,048,576 bytes). Default 10. */
  maxRequestBodyMB?: number;
  /**
   * Seconds, up to 86,400, that server functions, render and `resTransform` may take together. After that, `signal` aborts and
   * the visitor gets a 503. Default 30.
   */
  renderTimeout?: number;
  /**
   * Caches the page for all visitors (full-page cache, as ISR elsewhere). The page is then rendered without data of the
   * visitor: it gets its URL and the headers and cookies that `cacheVary` names, no others, and no `ip`, `locals`, `server` and
   * `nonce`. A function gets the visitor's own context and decides whether this request uses the cache; if not, the page is
   * rendered for this visitor only. Default `false`.
   */
  cachePage?: boolean | ((ctx: RouteContext) => boolean | Promise<boolean>);
  /**
   * Seconds that a cached page stays fresh; 0 disables the cache. Default: `s-maxage`, else `max-age`, of the `Cache-Control`
   * that the page sets (RFC 9111 §5.2.2); without it, `cache.defaultExpiry` of `defineServer`.
   */
  cacheExpiry?: number;
  /**
   * Further seconds in which the stale page is sent while it is rendered again. Default: the `stale-while-revalidate` of the
   * `Cache-Control` that the page sets (RFC 5861 §3), else 0.
   */
  cacheStale?: number;
  /** Tags for `revalidateTag`: at most 128, each of 1 to 256 characters. Default `[]`. */
  cacheTags?: readonly string[];
  /**
   * The search parameters that are part of the cache key; the page gets no others. Default: all except tracking parameters
   * (`utm_*`, `gclid`, `fbclid`, …).
   */
  cacheQuery?: readonly string[];
  /**
   * Request headers, such as `"accept-language"`, and cookies, such as `"cookie:theme"`, that are part of the cache key: the
   * page is cached once for each value. Default `[]`.
   */
  cacheVary?: readonly string[];
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

/** The `config` export of an endpoint. */
export interface EndpointConfig {
  /**
   * Seconds, up to 86,400, within which the handler and `resTransform` must return. After that, `signal` aborts and the client gets a 503. A
   * streamed body may take longer. Default: no limit for the handler, 30 for `resTransform`.
   */
  timeout?: number;
  /** Largest request body, in megabytes (MB = 1,048,576 bytes). Default 10. */
  maxRequestBodyMB?: number;
  /** `false` accepts POST, PUT, PATCH and DELETE requests from other sites. Default `true`: they get a 403. */
  csrf?: boolean;
}

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

export type { MetaFields, RequestCookies };
