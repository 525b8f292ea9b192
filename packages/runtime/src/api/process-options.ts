/** The options of `Bun.serve`, except `fetch`, `routes` and `websocket`, which Bunsen sets. */
export type ServeOptions = Partial<
  Omit<
    Bun.Serve.HostnamePortServeOptions<unknown> & Bun.Serve.UnixServeOptions<unknown>,
    "fetch" | "routes" | "websocket"
  >
> & {
  /**
   * How many processes share the port, with another one that supervises them; `"auto"` for one per processor. Linux only. Default: one
   * process without a supervisor. Environment variable: `WORKERS`.
   */
  workers?: number | "auto";
};

/** What `health.check` may return: `true` or nothing if the app is ready, `false` if it is not. */
// biome-ignore lint/suspicious/noConfusingVoidType: a check may end without a return
export type HealthResult = boolean | undefined | void;

/** The `health` option of `defineServer`. */
export interface HealthOptions {
  /** Path of the liveness check: 200 as long as the process runs. Default `"/_bunsen/live"`. */
  live?: string;
  /**
   * Path of the readiness check: 200 once `/` was rendered with a status below 500 and `check` passes; 503 before that, and
   * as soon as the shutdown begins. Default `"/_bunsen/ready"`.
   */
  ready?: string;
  /**
   * Called for each request for `ready`. The app is ready if it returns `true` or nothing. It is not ready if it returns
   * anything else (such as a `Response` or an `Error`), throws, or takes longer than 5 seconds. Default: no check.
   */
  check?: () => HealthResult | Promise<HealthResult>;
}

/** The `shutdown` option of `defineServer`: what happens after SIGTERM or SIGINT. */
export interface ShutdownOptions {
  /**
   * Seconds for which the server still accepts connections after the readiness check has turned to 503, so that a load
   * balancer stops sending requests. Default 0.
   */
  delay?: number;
  /**
   * Seconds that running requests and streams may take to end before they are aborted. Default 30. Environment variable:
   * `SHUTDOWN_TIMEOUT`.
   */
  timeout?: number;
}

/** Where metrics are served, apart from the app. */
export interface MetricsOptions {
  /** 0 takes a free one. */
  port: number;
  /** The address to listen on. Default `"127.0.0.1"`, which only this machine reaches. */
  hostname?: string;
}

/** What `onStart` gets. */
export interface StartContext {
  /** Aborts when the server begins to shut down; in development, also when `src/server.ts` is loaded again. */
  signal: AbortSignal;
  /**
   * The number of this process among the workers that share the port, from 0; always 0 without workers. The `onStart` of worker 0
   * has settled before the others start.
   */
  worker: number;
}
