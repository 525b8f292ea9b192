import type { LogFields } from "../diagnostics/log.ts";
import type { HttpMetrics } from "./metrics/http-metrics.ts";
import type { MetricFamily } from "./metrics/metric-family.ts";

/** What a request is known by before it is routed. */
export interface TracedRequest {
  readonly request: Request;
  /** A known method, or `_OTHER`. */
  readonly method: string;
  /** `http` or `https`, as the visitor used it. */
  readonly scheme: string;
}

/** A part of a request's work, as its span shows it. */
export interface TracedPart {
  /** Of few values: file names and routes, nothing of the request. */
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

/** The span of one request, or of one call that the app makes to itself. */
export interface RequestTrace {
  /** Whether anybody will see what is noted: `false` where the request was not sampled. */
  readonly isRecording: boolean;
  /** Runs the work of the request, which is active meanwhile, across whatever it awaits. */
  during<Result>(work: () => Result): Result;
  /** Runs a part of the work in a span of its own. A promise is waited for; nothing else that could be awaited is. */
  run<Result>(part: TracedPart, work: () => Result): Result;
  /** Notes the address of the client. */
  client(address: string): void;
  /** Notes an error that the visitor is not told of. */
  failed(error: unknown): void;
  /** The same span for work that must see nothing of the visitor. */
  isolated(): RequestTrace;
  end(result: TracedResult): void;
}

export interface TracedResult {
  readonly route: string | undefined;
  readonly status: number;
  /** Why the body is not complete: `body_failed`, `client_left`. */
  readonly error: string | undefined;
  /** What the page cache had: `hit`, `stale`, `miss`, `bypass`; `undefined` for what is not cached. */
  readonly cacheStatus: string | undefined;
}

/** What follows the work of an app; made where the app depends on `@opentelemetry/api`. */
export interface Tracing {
  /** Whether anybody gets the spans: an SDK is registered. */
  readonly traces: boolean;
  request(request: TracedRequest): RequestTrace;
  /** A call to the app by itself, within whatever is active. */
  call(method: string): RequestTrace;
  /** Runs a part of whatever is active in a span. */
  run<Result>(part: TracedPart, work: () => Result): Result;
  /** Runs work that no request caused in a trace of its own. */
  job<Result>(part: TracedPart, work: () => Result): Result;
  /** The ids of the active span, for lines of the log. */
  logFields(): LogFields | undefined;
  /**
   * Passes on what is counted.
   *
   * @param families are read whenever the metrics are collected
   * @returns what counts requests; `undefined` if nobody gets metrics
   */
  metrics(families: readonly MetricFamily[]): HttpMetrics | undefined;
}
