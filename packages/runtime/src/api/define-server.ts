import type { CacheStore } from "./cache-store.ts";
import type { CspOptions } from "./csp-options.ts";
import type { RouteContext } from "./types.ts";
import type { WebSocketOptions } from "./websocket-options.ts";

/**
 * What middleware gets: the request under its canonical URL, before any route is chosen. `url` and `req.url` are without
 * Vite's `base`, as routes and `websocket.path` are.
 */
export type MiddlewareContext = Pick<
  RouteContext,
  "req" | "url" | "server" | "locals" | "cookies" | "ip" | "signal" | "nonce" | "resTransform"
>;

/**
 * A `Response` is sent, a `Request` is routed instead of this one, `undefined` lets it pass. Anything else is a logged
 * 500: a guard that returns `false` refuses.
 */
export type Middleware = (context: MiddlewareContext) => MiddlewareResult | Promise<MiddlewareResult>;

// biome-ignore lint/suspicious/noConfusingVoidType: middleware may end without a return
export type MiddlewareResult = Response | Request | undefined | void;

/** What becomes of a slash at the end of a path: redirected away, redirected to, or left as it is. */
export type TrailingSlash = "never" | "always" | "ignore";

/** Any option of `Bun.serve` but the handlers, which are Bunsen's. */
export type ServeOptions = Partial<
  Omit<
    Bun.Serve.HostnamePortServeOptions<unknown> & Bun.Serve.UnixServeOptions<unknown>,
    "fetch" | "routes" | "websocket"
  >
>;

// biome-ignore lint/suspicious/noConfusingVoidType: a check may end without a return
type HealthResult = boolean | undefined | void;

export interface HealthOptions {
  /** Path that answers 200 as long as the process runs. Default `/_bunsen/live`. */
  live?: string;
  /**
   * Path that answers 200 once `/` could be rendered through the whole pipeline (any answer below 500 will do) and
   * `check` passes; 503 before that, and from the moment the server is told to stop. Default `/_bunsen/ready`.
   */
  ready?: string;
  /**
   * Asked each time `ready` is. Ready if it returns `true` or nothing; not ready if it returns anything else (a `Response`
   * that is a 500, an `Error`), throws, or takes longer than 5 seconds.
   */
  check?: () => HealthResult | Promise<HealthResult>;
}

export interface ShutdownOptions {
  /** Seconds between "not ready" and the end of accepting, for a load balancer to notice. Default 0. */
  delay?: number;
  /** Seconds that requests and streams in flight may take to end. Default 30. The environment: `SHUTDOWN_TIMEOUT`. */
  timeout?: number;
}

export interface CacheOptions {
  /**
   * Where pages are kept besides this process's memory. Default: `redisStore` if the environment has `REDIS_URL`, else
   * `fileStore` if it has `CACHE_DIR`, else `memoryStore`.
   */
  store?: CacheStore;
  /** Seconds that a cached page stays fresh whose `config` does not say. Default 3600. */
  defaultExpiry?: number;
  /**
   * Bytes of memory for pages in use, with the compressed forms that they are sent in. Default 64 MB (67,108,864). A
   * `memoryStore()` of your own brings its own bound.
   */
  maxBytes?: number;
  /**
   * Paths of pages, with or without a search and Vite's `base`, that are rendered for the cache once the server has
   * started. Their key has the public origin in it, so this needs `origin`. Default none.
   */
  warm?: readonly string[];
}

/** One answered request, for metrics and logs. Hashed assets and what is refused before routing are left out. */
export interface RequestReport {
  req: Request;
  /** The route that answered, as in `/blog/[slug]`; `undefined` for files, redirects and what nobody answers for. */
  route: string | undefined;
  status: number;
  /** Milliseconds until the answer was handed to the server; a stream may still be running. */
  milliseconds: number;
  requestId: string;
}

/** Where an error came from. */
export interface ErrorReport {
  req: Request;
  route: string | undefined;
  requestId: string;
}

/** The options of `defineServer`. */
export interface ServerOptions<Data = unknown> {
  /** Runs before routing for every request but hashed assets: pages, endpoints, `public/`, upgrades. */
  middleware?: Middleware;
  /**
   * Seconds that middleware may take for one request, rewrites included, up to a day; then `signal` aborts and the visitor
   * gets a 503. Default 30.
   */
  middlewareTimeout?: number;
  /**
   * Seconds for which a client may send nothing in the middle of a body that somebody reads, 1 to 250; then the response is a
   * 408. A body of up to 32 kB has to be complete within them. Default 20.
   */
  bodyTimeout?: number;
  /** Serves WebSockets. */
  websocket?: WebSocketOptions<Data>;
  /**
   * Options of `Bun.serve`. `port` is 3000 by default (environment: `PORT`), `hostname` 0.0.0.0 (`HOST`), `unix` none
   * (`SOCKET_PATH`). `idleTimeout` is 75 seconds (`IDLE_TIMEOUT`, 0 to 255), longer than a load balancer keeps a
   * connection; it never cuts a request that is being answered. `maxRequestBodySize` is in bytes
   * (`BODY_SIZE_LIMIT`): no route takes more, and those without `maxRequestBodyMB` take as much instead of 10 MB.
   */
  serve?: ServeOptions;
  /** The public origin, such as `https://example.com`. Default: that of the request. The environment: `ORIGIN`. */
  origin?: string;
  /**
   * The hosts that are answered for besides that of `origin`, others get a 421. `example.com` is that name with the ports of
   * http and https and with the one that the server listens on, `example.com:8443` with that port, `example.com:*` with
   * any (so in development); `*.example.com` is every name below it. A name with a dot at its end is none of them.
   * Default: all.
   */
  allowedHosts?: readonly string[];
  /**
   * The number of proxies in front that can be trusted to set or append to `X-Forwarded-For`, `-Host`, `-Proto` and
   * `-Port`, or to `Forwarded`. The n-th entry from the right counts. A proxy must remove what it does not set: a
   * request on which `Forwarded` and `X-Forwarded-*` differ is a 400. Default 0: no such header is believed.
   * The environment: `TRUST_PROXY`.
   */
  trustProxy?: number;
  /** Names of environment variables that `publicEnv()` shows on both sides. Default none. */
  publicEnv?: readonly string[];
  /** Sends a Content-Security-Policy that needs no `unsafe-inline`. Default: none is sent. */
  csp?: CspOptions;
  /** Refuses mutating requests from other sites with 403. Default `true`; a route opts out in its `config`. */
  csrf?: boolean;
  /** Headers for every answer; `false` leaves one of the default headers out. Default `{}`. */
  headers?: Record<string, string | false>;
  /**
   * Whether canonical paths end with a slash. Under `"always"` those with an extension, files of `public/` and
   * `websocket.path` do not. Default `"never"`.
   */
  trailingSlash?: TrailingSlash;
  /** Where and for how long pages are kept that ask for it by `cachePage`. */
  cache?: CacheOptions;
  /** Paths for a load balancer or an orchestrator, answered before everything else. */
  health?: HealthOptions;
  /** What happens after SIGTERM or SIGINT. */
  shutdown?: ShutdownOptions;
  /**
   * Writes a line for each answer: method, path without its query, status, milliseconds until the answer was handed to
   * the server, bytes where they are known (not of streams), and the request's id. Health checks are left out, in
   * development also what Vite answers. Default `false`.
   */
  requestLog?: boolean;
  /** Called after each answer. */
  onRequest?: (report: RequestReport) => unknown;
  /** Called for each error that a request ends with and the log gets. */
  onError?: (error: unknown, report: ErrorReport) => unknown;
  /** Called when the last request has ended, before the process does; it may take 10 seconds. */
  onShutdown?: () => unknown;
}

/** Types the default export of `src/server.ts`. Returns what it gets; the server checks it when it starts. */
export function defineServer<Data = unknown>(options: ServerOptions<Data>): ServerOptions<Data> {
  return options;
}
