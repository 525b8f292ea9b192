import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { CacheStore } from "./cache-store.ts";
import type { CollectStyles } from "./collect-styles.ts";
import type { CronJob } from "./cron.ts";
import type { CspOptions } from "./csp-options.ts";
import type {
  HealthOptions,
  MetricsOptions,
  ServeOptions,
  ShutdownOptions,
  StartContext,
} from "./process-options.ts";
import type { SessionOptions } from "./session.ts";
import type { RouteContext } from "./types.ts";
import type { WebSocketOptions } from "./websocket-options.ts";

/**
 * What middleware gets. It runs before a route is chosen, so there are no `params`, `query` and `body`. `url` and `req.url`
 * have the public origin and the canonical path, without Vite's `base`, as routes and `websocket.path` have it.
 */
export type MiddlewareContext = Pick<
  RouteContext,
  "req" | "url" | "server" | "locals" | "cookies" | "session" | "ip" | "signal" | "nonce" | "resTransform"
>;

/**
 * The `middleware` option of `defineServer`. It may return:
 *
 * - a `Response`, which is sent,
 * - a `Request` of the same origin, which is routed instead of this one; with the same URL and method, middleware has decided,
 * - `undefined`, to continue with the request as it is.
 *
 * Anything else is a 500 with MIDDLEWARE_RESULT in the log, so that a guard that returns `false` refuses the request. Throw
 * `httpError`, `notFound` or `redirect` to end the request with an error page or a redirect.
 */
export type Middleware = (context: MiddlewareContext) => MiddlewareResult | Promise<MiddlewareResult>;

/** What middleware may return. */
// biome-ignore lint/suspicious/noConfusingVoidType: middleware may end without a return
export type MiddlewareResult = Response | Request | undefined | void;

/**
 * The `around` option of `defineServer`: wraps the rest of a request after middleware, such as the render of a page.
 *
 * @param next runs the rest. It resolves to the response, also where user code failed: the response is then the error
 *   page or problem document, so look at its status. It may be called once. A streamed body is still being made then, with the
 *   same `AsyncLocalStorage` values.
 * @returns the response to send: the one of `next`, or another one
 */
export type Around = (context: MiddlewareContext, next: () => Promise<Response>) => Promise<Response>;

/**
 * The canonical form of paths: without a trailing slash (`"never"`), with one (`"always"`), or both forms (`"ignore"`).
 * Requests for the other form are redirected with a 308 (RFC 9110 §15.4.9).
 */
export type TrailingSlash = "never" | "always" | "ignore";

/** The `cache` option of `defineServer`: where and for how long pages with `cachePage` are cached. */
export interface CacheOptions {
  /**
   * The store behind this process's memory. Default: `redisStore` if the environment variable `REDIS_URL` is set, else
   * `fileStore` if `CACHE_DIR` is set, else `memoryStore`.
   */
  store?: CacheStore;
  /** Seconds that a cached page stays fresh if its `config` sets no `cacheExpiry`. Default 3600. */
  defaultExpiry?: number;
  /**
   * Bytes of memory for cached pages, including their compressed forms. Default 67,108,864 (64 MB). Not used with a
   * `memoryStore()` of your own, which has its own limit.
   */
  maxBytes?: number;
  /**
   * Paths of pages, with or without query string and Vite's `base`, that are rendered into the cache after the server has
   * started. Requires `origin`, because cache keys contain the public origin. Default `[]`.
   */
  warm?: readonly string[];
}

/**
 * What `onRequest` gets: one request and its response, for metrics and logs. Hashed assets and requests that are refused
 * before routing are not reported.
 */
export interface RequestReport {
  req: Request;
  /** The pattern of the route, such as `/blog/[slug]`; `undefined` for files, redirects and paths without a route. */
  route: string | undefined;
  /** The status of the response. */
  status: number;
  /** Milliseconds until the response was passed to the server. A streamed body may still be running. */
  milliseconds: number;
  /** The same id as in the log and in `ErrorInfo`. */
  requestId: string;
}

/** What `onError` gets besides the error: the request that failed. */
export interface ErrorReport {
  req: Request;
  /** The pattern of the route, such as `/blog/[slug]`; `undefined` if no route was chosen. */
  route: string | undefined;
  /** The same id as in the log and in `ErrorInfo`. */
  requestId: string;
}

/** The `live` option of `defineServer`: how many tabs of live pages may be connected. */
export interface LiveOptions {
  /** Streams that one process holds open. Tabs above that try again every 30 seconds. Default 50,000. */
  maxStreams?: number;
  /**
   * Streams of one client address. A proxy in front needs `trustProxy`, or all visitors are one client. Default 1,000.
   */
  maxStreamsPerClient?: number;
}

/** The `openapi` option of `defineServer`: what the description of the API says of itself. */
export interface OpenApiOptions {
  /** The name of the API. */
  title: string;
  /** The version of the API, such as `"1.0.0"`. */
  version: string;
}

/** The options of `defineServer`. `Data` is the type of `ws.data` of WebSockets, `Env` that of the schema of `env`. */
export interface ServerOptions<Data = unknown, Env extends StandardSchemaV1 = StandardSchemaV1> {
  /**
   * Runs before routing, for every request except those for hashed assets: pages, endpoints, files of `public/`, WebSocket
   * upgrades. Default: none.
   */
  middleware?: Middleware;
  /**
   * Wraps the rest of each request after middleware: pages, endpoints, files, WebSocket upgrades. For transactions, spans and
   * tenants: what it sets in an `AsyncLocalStorage` is there while the request is handled and its body is streamed, except
   * in pages that are rendered for the cache, which see nothing of a visitor. `middlewareTimeout` limits what it does before
   * and after `next`. Default: none.
   */
  around?: Around;
  /**
   * Seconds, up to 86,400, that middleware may take for one request, including its rewrites. After that, `signal` aborts and
   * the visitor gets a 503. Default 30.
   */
  middlewareTimeout?: number;
  /**
   * Seconds, 1 to 250, that the server waits for the next bytes of a request body that is being read. After that, the
   * response is a 408 (RFC 9110 §15.5.9). A body of up to 32 kB must be complete within this time. Default 20.
   */
  bodyTimeout?: number;
  /** Serves WebSockets. Default: none. */
  websocket?: WebSocketOptions<Data>;
  /**
   * Options of `Bun.serve`, with these defaults and environment variables:
   *
   * - `port`: 3000 (`PORT`)
   * - `hostname`: `"0.0.0.0"` (`HOST`)
   * - `unix`: none (`SOCKET_PATH`)
   * - `idleTimeout`: 75 seconds, longer than load balancers keep connections (`IDLE_TIMEOUT`, 0 to 255). It never aborts a
   *   request that is being handled.
   * - `maxRequestBodySize`: bytes (`BODY_SIZE_LIMIT`). The upper limit for every route, and the limit of routes without
   *   `maxRequestBodyMB`, which is 10 MB otherwise.
   */
  serve?: ServeOptions;
  /** The public origin, such as `"https://example.com"`. Default: that of the request. Environment variable: `ORIGIN`. */
  origin?: string;
  /**
   * The hosts that the app is served on, in addition to that of `origin`. Requests for other hosts get a 421 (RFC 9110
   * §15.5.20). `example.com` allows that name with ports 80 and 443 and the server's own port, `example.com:8443` that port,
   * `example.com:*` all ports (as in development); `*.example.com` allows every name below it. A name with a trailing dot is
   * never allowed. Default: all hosts.
   */
  allowedHosts?: readonly string[];
  /**
   * How many proxies are in front of the app that set or append to `X-Forwarded-For`, `-Host`, `-Proto` and `-Port`, or to
   * `Forwarded` (RFC 7239): the n-th entry from the right is used. A proxy must remove the headers that it does not set. A
   * request on which `Forwarded` and `X-Forwarded-*` differ gets a 400. Default 0: these headers are ignored. Environment
   * variable: `TRUST_PROXY`.
   */
  trustProxy?: number;
  /** Names of environment variables that `publicEnv()` returns, on the server and in the browser. Default `[]`. */
  publicEnv?: readonly string[];
  /**
   * A schema for the environment variables, of zod, valibot, arktype or any library that implements Standard Schema. The server
   * refuses to start with variables that do not fit, naming all of them; `env()` from `@bunsen/runtime/env` returns what the schema
   * made of them. It must be synchronous. Default: none.
   */
  env?: Env;
  /**
   * Describes the endpoints that `endpoint()` made, by their schemas, in OpenAPI 3.1 at `/_bunsen/openapi.json`, and for
   * `bunsen openapi`. Middleware can guard that path. Default: none.
   */
  openapi?: OpenApiOptions;
  /** Sends a Content-Security-Policy that needs no `unsafe-inline`. Default: none is sent. */
  csp?: CspOptions;
  /**
   * Refuses POST, PUT, PATCH and DELETE requests from other sites with a 403. Default `true`. A route opts out with
   * `csrf: false` in its `config`.
   */
  csrf?: boolean;
  /** Headers for every response; `false` removes one of the default headers. Default `{}`. */
  headers?: Record<string, string | false>;
  /**
   * Whether canonical paths end with a slash. With `"always"`, paths with a file extension, files of `public/` and
   * `websocket.path` do not. Default `"never"`.
   */
  trailingSlash?: TrailingSlash;
  /** Where and for how long pages with `cachePage` are cached. */
  cache?: CacheOptions;
  /** Sessions of visitors, as `ctx.session`. Default: none. */
  session?: SessionOptions;
  /** How many tabs of pages with `live` in their `config` may be connected. */
  live?: LiveOptions;
  /** Paths for the health checks of a load balancer or an orchestrator. They are handled before everything else. */
  health?: HealthOptions;
  /** What happens after SIGTERM or SIGINT. */
  shutdown?: ShutdownOptions;
  /**
   * Collects the styles that a CSS-in-JS library makes while a page is rendered, so that the HTML has them. Default: none are
   * collected.
   */
  collectStyles?: CollectStyles;
  /**
   * Writes a log line for each response: method, path without query string, status, milliseconds until the response was
   * passed to the server, bytes if known (not for streams), and the request id. Health checks are not logged; in
   * development, neither are responses of Vite. Default `false`.
   */
  requestLog?: boolean;
  /**
   * Counts requests, the page cache, jobs and the process for Prometheus. `true`: at `/_bunsen/metrics` of the app itself, where
   * everybody can read them whom middleware lets pass. An object: on a port of its own, whatever the path and the `Host`. Default
   * `false`.
   */
  metrics?: boolean | MetricsOptions;
  /** Called after each response. What it throws is logged. */
  onRequest?: (report: RequestReport) => unknown;
  /** Called for each error that ends a request and is logged. What it throws is logged. */
  onError?: (error: unknown, report: ErrorReport) => unknown;
  /**
   * Called once per process before the server listens, after `src/instrumentation.server.ts`, and awaited: for migrations,
   * connections, queues. What it throws ends the start with exit code 1. Not called during a build or its smoke test. In
   * development it is called before the first request, and again after `src/server.ts` was edited.
   */
  onStart?: (context: StartContext) => unknown;
  /**
   * Jobs that the server runs at certain times, by name. A job never overlaps itself. With Redis as the cache's store, one
   * instance runs each time of a job; otherwise every process does. Not run during a build. Default: none.
   */
  cron?: Readonly<Record<string, CronJob>>;
  /** Called during the shutdown, after the last request has ended. The process exits after at most 10 seconds. */
  onShutdown?: () => unknown;
}

/**
 * Gives types to the default export of `src/server.ts`.
 *
 * @returns the options, unchanged and unchecked: the server checks them when it starts, and refuses to start with
 *   UNKNOWN_OPTION or INVALID_OPTION
 */
export function defineServer<Data = unknown, Env extends StandardSchemaV1 = StandardSchemaV1>(
  options: ServerOptions<Data, Env>,
): ServerOptions<Data, Env> {
  return options;
}
