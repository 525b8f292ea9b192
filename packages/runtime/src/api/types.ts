import type { ReactNode } from "react";
import type { MetaFields } from "./page-meta.ts";
import type { RequestCookies } from "./request-cookies.ts";

/** Decoded route parameters: a string per segment, a list for rest parameters. */
export type Params = Record<string, string | string[]>;

/** Search parameters by name, repeated ones as a list. No prototype, so that no key can reach one. */
export type Query = Record<string, string | string[]>;

/** What `ctx.body` resolves to: it depends on the request's content type. */
export type ParsedBody = unknown;

/** What an error page learns of the error. */
export interface ErrorInfo {
  status: number;
  message: string;
  /** Also in the log; only with a masked message. */
  requestId?: string;
}

/** Types by route, filled in by the generated `.bunsen/routes.d.ts`. */
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
 * The parameters of a route pattern: `{ slug: string }` for `/blog/[slug]`. The generated types say them, too, because
 * TypeScript takes several times as long to read them out of the pattern.
 */
export type RouteParams<Route extends string> = string extends Route
  ? Params
  : Route extends keyof RouteTypes
    ? RouteTypes[Route] extends { params: infer Known }
      ? Known
      : ParsedParams<Route>
    : ParsedParams<Route>;

/** Props whose types nothing states: a companion that the generated types do not know (yet). */
// biome-ignore lint/suspicious/noExplicitAny: unknown would make every untyped page a type error
export type UntypedProps = Record<string, any>;

/** The props that the companions of a route hand to its page. */
export type RouteProps<Route extends string> = Route extends keyof RouteTypes
  ? RouteTypes[Route] extends { props: infer Props }
    ? Props
    : UntypedProps
  : UntypedProps;

/** A companion's server function, wherever it is exported. */
type ServerFunctionOf<Module> = Module extends { default: infer Server }
  ? Server
  : Module extends { server: infer Server }
    ? Server
    : never;

/**
 * The props that each way to end a server function leaves the page with; `NoProps` for one that returns none. A redirect
 * or a `Response` is sent instead of the page, and a throw is not in the type.
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

/** No way leads to the page: nothing can be said of its props. */
type OrNone<Props> = [Props] extends [never] ? NoProps : Props;

/**
 * The props of several companions, from the outside in; the inner ones win. The generated types use it. A prop that not
 * every branch of a server function returns may be `undefined`.
 */
export type CompanionProps<Modules extends readonly unknown[]> = Complete<MergedProps<Modules>>;

type MergedProps<Modules extends readonly unknown[]> = Modules extends readonly [infer Only]
  ? PropsOfModule<Only>
  : Modules extends readonly [...infer Outer, infer Inner]
    ? Override<MergedProps<Outer>, PropsOfModule<Inner>>
    : NoProps;

/** Every way through the outer one with every way through the inner one. */
type Override<Outer, Inner> = Inner extends unknown
  ? Outer extends unknown
    ? OverrideOne<Outer, Inner>
    : never
  : never;

/** A key that the inner one may lack shows the outer one's value then. */
type OverrideOne<Outer, Inner> = [keyof Outer & keyof Inner] extends [never]
  ? Outer & Inner
  : Omit<Outer, keyof Inner> & {
      [Key in keyof Inner]: NoProps extends Pick<Inner, Key>
        ? Inner[Key] | (Key extends keyof Outer ? Outer[Key] : never)
        : Inner[Key];
    };

/** Of several ways, each with the props of the others as `undefined`, so that they can be read and told apart. */
type Complete<Props> = [KeysOf<Props>] extends [keyof Props] ? Props : WithAllKeys<Props, KeysOf<Props>>;

type KeysOf<Union> = Union extends unknown ? keyof Union : never;

type WithAllKeys<Props, Keys extends PropertyKey> = Props extends unknown
  ? Props & { [Key in Exclude<Keys, keyof Props>]?: undefined }
  : never;

/**
 * What a request carries; the same for server functions, `meta`, endpoints and middleware. A helper that takes any
 * `RouteContext` takes that of every route.
 */
export type RouteContext<Route extends string = string> = ContextOf<RouteParams<Route>>;

// These are made of a route's parameters, not of its name: of a name alone TypeScript cannot tell what may stand for
// what, and would refuse the page of one route where any page will do.

interface ContextOf<OwnParams> {
  /** The request, its body untouched until somebody reads it. */
  readonly req: Request;
  /** The request's URL with the public origin. */
  readonly url: URL;
  /** Decoded route parameters. */
  readonly params: OwnParams;
  /** Search parameters and, above them, `params`. Has no prototype. */
  readonly query: Query;
  /**
   * The body parsed by its content type: JSON, form data, text, else bytes. Read when it is first awaited: to
   * destructure it reads nothing and leaves `req` as it is. Rejects with a 400 if it does not parse, and with a 413 if it
   * is too large.
   */
  readonly body: Promise<ParsedBody>;
  /** Cookies of the request, to read and to set. */
  readonly cookies: RequestCookies;
  /** The Bun server; `undefined` where the app is called without one (tests, prerendering). */
  readonly server: Bun.Server<unknown> | undefined;
  /** The client's address; empty where it is not known. */
  readonly ip: string;
  /** Aborts when the client leaves or the deadline passes. */
  readonly signal: AbortSignal;
  /** What middleware put there for this request. */
  readonly locals: Record<string, unknown>;
  /**
   * The merged props of the root and layouts above; rejects if one of them ends the request. On GET and HEAD server
   * functions start at once and only one that calls this waits; on other methods each starts after those above it.
   */
  parent(): Promise<UntypedProps>;
  /** The Content-Security-Policy nonce of this request. */
  readonly nonce: string;
  /** Set it to change the final response. Those of all levels are applied, the page's first, that of middleware last. */
  resTransform: ResponseTransform | undefined;
}

export type ResponseTransform = (response: Response) => Response | Promise<Response>;

/** What a server function may return instead of a `Response`. */
export interface ServerResult<Props = UntypedProps> {
  /** Given to the component as `props`; those of root and layouts are merged in, the page's win. */
  props?: Props;
  /** Replaces what the component sees as `query`. */
  query?: Query;
  /** Sends the visitor elsewhere: 301 if `permanent`, else `status_code` (300 to 308), else 302. */
  redirect?: { destination: string; permanent?: boolean; status_code?: number };
  /**
   * `status` is 200 to 599, but for those without a body. `statusText` is for `resTransform` to see and is not sent: HTTP/2
   * has none, and Bun sends the standard phrase.
   */
  responseOptions?: { status?: number; statusText?: string; headers?: HeadersInit };
  /** Changes the final response, after the one that was set on the context. */
  resTransform?: ResponseTransform;
  /**
   * `true` asks for caching where `config` does not say: visitors without cookies and `Authorization` then share what
   * is rendered for none of them. `false` keeps this answer out of the cache, whatever `config` says.
   */
  cachePage?: boolean;
  /** Seconds that the page stays fresh, where `config` does not say. */
  cacheExpiry?: number;
  /** Seconds in which it may be sent while it is rendered again, where `config` does not say. */
  cacheStale?: number;
  /** Names for `revalidateTag`, besides those of `config`. */
  cacheTags?: readonly string[];
}

/** The default (or `server`) export of a companion file. */
export type PageServer<Route extends string = string, Props = UntypedProps> = (
  ctx: RouteContext<Route>,
) => PageServerReturn<Props> | Promise<PageServerReturn<Props>>;

// biome-ignore lint/suspicious/noConfusingVoidType: a server function may end without a return
type PageServerReturn<Props> = Response | ServerResult<Props> | undefined | null | void;

/** What a page component gets. */
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

/** What a `404` or `500` page gets: a page's props, the message as `children`, and the error. */
export interface ErrorPageProps extends PageProps {
  children?: ReactNode;
  error: ErrorInfo;
}

/** What a `__layout` component gets. */
export interface LayoutProps<Props = UntypedProps> extends PageProps<string, Props> {
  children: ReactNode;
  /** Set while a `404` or `500` page is shown. */
  error?: ErrorInfo;
}

/** What the `__root` component gets. */
export type RootProps<Props = UntypedProps> = LayoutProps<Props>;

/** What `meta`, `Head` and `htmlProps` functions get. */
export type HeadProps<Route extends string = string, Props = RouteProps<Route>> = HeadOf<
  RouteParams<Route>,
  Props
>;

interface HeadOf<OwnParams, Props> {
  ctx: ContextOf<OwnParams>;
  /** What the server functions returned, merged. */
  serverRes: ServerResult<Props> & { props: Props };
}

/** The `meta` export: an object, or a function that may be async. */
export type PageMeta<Route extends string = string, Props = RouteProps<Route>> =
  | MetaFields
  | ((props: HeadProps<Route, Props>) => MetaFields | Promise<MetaFields>);

/** The `htmlProps` export: attributes of `<html>` as React names them. */
export type HtmlProps<Route extends string = string> =
  | HtmlAttributes
  | ((props: HeadProps<Route>) => HtmlAttributes | Promise<HtmlAttributes>);

export interface HtmlAttributes {
  lang?: string;
  dir?: "ltr" | "rtl" | "auto";
  className?: string;
  [attribute: string]: unknown;
}

/** The `config` export of a page, root or layout. */
export interface PageConfig {
  /** `false` lets pages of other sites post to this one. Default `true`: they get a 403. */
  csrf?: boolean;
  /** `false` ships no JavaScript for the page. Must be a literal. Default `true`. */
  hydrate?: boolean;
  /** Render at build time: `true` (a literal), or a function that returns the paths, as `href` gives them. */
  prerender?: boolean | (() => string[] | Promise<string[]>);
  /** Largest request body, in megabytes (MB = 1,048,576 bytes). Default 10. */
  maxRequestBodyMB?: number;
  /** Seconds that server functions, render and `resTransform` may take together, up to a day. Default 30. */
  renderTimeout?: number;
  /**
   * Keeps the page in the cache. It is then rendered for nobody in particular: it sees its URL and what `cacheVary`
   * names, no other header or cookie, and neither `ip`, `locals`, `server` nor `nonce`. A function decides, with the
   * visitor's own context, whether this request may read or fill the cache; if not, the page is rendered for it alone.
   * Default `false`.
   */
  cachePage?: boolean | ((ctx: RouteContext) => boolean | Promise<boolean>);
  /**
   * Seconds that a cached page stays fresh; 0 caches nothing. Default: the `s-maxage`, else the `max-age`, of a
   * `Cache-Control` that the page sets itself; else `cache.defaultExpiry` of `defineServer`.
   */
  cacheExpiry?: number;
  /**
   * Further seconds in which the old page is sent while one render replaces it. Default: the `stale-while-revalidate`
   * of the page's own `Cache-Control`; else 0.
   */
  cacheStale?: number;
  /** Names for `revalidateTag`: at most 128 of at most 256 characters. Default none. */
  cacheTags?: readonly string[];
  /**
   * The search parameters that the page looks at; it sees no others. Default: all but those that track visitors
   * (`utm_*`, `gclid`, `fbclid`, …).
   */
  cacheQuery?: readonly string[];
  /** Request headers, or cookies as in `cookie:theme`, for each value of which the page is another one. Default none. */
  cacheVary?: readonly string[];
}

/** What `onError` of `src/client.ts` is told beside the error. */
export interface ClientErrorInfo {
  /**
   * What became of it:
   *
   * - `"render"`: a component failed, in its render or an effect; the error page is in the place of its page, layout or root.
   * - `"caught"`: the same, but an error boundary of the app's own has caught it.
   * - `"recovered"`: React got over it, such as HTML of the server that did not match.
   * - `"uncaught"`: code that React does not run failed: an event handler, a timer, a promise that nobody awaits.
   */
  kind: "render" | "caught" | "recovered" | "uncaught";
  /** The components around the one that failed, innermost first; `undefined` if React does not know. */
  componentStack?: string | undefined;
}

/** The `onError` export of `src/client.ts`: called in the browser for every error there. What it throws is only logged. */
export type OnClientError = (error: unknown, info: ClientErrorInfo) => void | Promise<void>;

/** The `config` export of an endpoint. */
export interface EndpointConfig {
  /**
   * Seconds, up to a day, until the handler must have returned; then `signal` aborts and the client gets a 503. A body
   * that is streamed may take longer. Default: no limit, since endpoints may take long by design.
   */
  timeout?: number;
  /** Largest request body, in megabytes (MB = 1,048,576 bytes). Default 10. */
  maxRequestBodyMB?: number;
  /** `false` lets pages of other sites send mutating requests. Default `true`: they get a 403. */
  csrf?: boolean;
}

/**
 * An endpoint's `default`, `handler` or method export. Sent as they are: a `Response`, and bodies (a `Blob`, a `Bun.file`, a
 * `ReadableStream`, an async iterable of texts or bytes, an `ArrayBuffer` or a view of one). Nothing is a 204, anything else
 * is sent as JSON; what JSON has no form for is a 500.
 */
export type ApiHandler<Route extends string = string> = (ctx: RouteContext<Route>) => unknown;

export type { MetaFields, RequestCookies };
