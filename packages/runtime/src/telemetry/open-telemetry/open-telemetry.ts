import type { LogFields } from "../../diagnostics/log.ts";
import type { HttpMetrics } from "../metrics/http-metrics.ts";
import type { MetricFamily } from "../metrics/metric-family.ts";
import type { RequestTrace, TracedPart, TracedRequest, Tracing } from "../tracing.ts";
import type { Attributes, Context, OpenTelemetryApi, Tracer } from "./api.ts";
import { OpenTelemetryMetrics } from "./metrics.ts";
import { requestAttributes } from "./request-attributes.ts";
import { runInSpan } from "./run-in-span.ts";
import { SpanTrace } from "./span-trace.ts";

/** The scope of spans and metrics. */
const SCOPE = "@bunsen/runtime";

const HEADERS = {
  keys: (headers: Headers) => [...headers.keys()],
  get: (headers: Headers, key: string) => headers.get(key) ?? undefined,
};

/** Follows an app by the API of OpenTelemetry, if an SDK is registered when the app is made. */
export class OpenTelemetry implements Tracing {
  readonly #api: OpenTelemetryApi;
  #tracer: Tracer;
  #metrics: OpenTelemetryMetrics | undefined;

  /** @param api the app's own `@opentelemetry/api` */
  constructor(api: OpenTelemetryApi) {
    this.#api = api;
    this.#tracer = api.trace.getTracer(SCOPE);
  }

  get traces(): boolean {
    const provider = this.#api.trace.getTracerProvider();
    if (provider.getDelegateTracer && !provider.getDelegateTracer(SCOPE)) return false;
    // That of the SDK itself, without a stand-in between.
    this.#tracer = this.#api.trace.getTracer(SCOPE);
    return true;
  }

  request(request: TracedRequest): RequestTrace {
    const { propagation, ROOT_CONTEXT, SpanKind } = this.#api;
    // Not of the active context: nothing that this server does caused the request.
    const caller = propagation.extract(ROOT_CONTEXT, request.request.headers, HEADERS);
    return this.#begin(nameOf(request.method), SpanKind.SERVER, requestAttributes(request), caller);
  }

  call(method: string): RequestTrace {
    const { context, SpanKind } = this.#api;
    return this.#begin(
      `api ${method}`,
      SpanKind.INTERNAL,
      { "http.request.method": method },
      context.active(),
    );
  }

  #begin(name: string, kind: number, attributes: Attributes, caller: Context): RequestTrace {
    const span = this.#tracer.startSpan(name, { kind, attributes }, caller);
    return new SpanTrace(this.#api, this.#tracer, span, this.#api.trace.setSpan(caller, span), name);
  }

  run<Result>(part: TracedPart, work: () => Result): Result {
    return runInSpan(this.#api, this.#tracer, part, this.#api.context.active(), work);
  }

  job<Result>(part: TracedPart, work: () => Result): Result {
    return runInSpan(this.#api, this.#tracer, part, this.#api.ROOT_CONTEXT, work);
  }

  logFields(): LogFields | undefined {
    const { context, trace } = this.#api;
    const span = trace.getSpan(context.active())?.spanContext();
    return span && { trace_id: span.traceId, span_id: span.spanId };
  }

  metrics(families: readonly MetricFamily[]): HttpMetrics | undefined {
    const meter = this.#api.metrics.getMeter(SCOPE);
    if (meter === this.#api.createNoopMeter()) return undefined;
    this.#metrics ??= new OpenTelemetryMetrics(meter);
    this.#metrics.observe(families);
    return this.#metrics;
  }
}

/** The conventions call a method that is not known HTTP. */
function nameOf(method: string): string {
  return method === "_OTHER" ? "HTTP" : method;
}
