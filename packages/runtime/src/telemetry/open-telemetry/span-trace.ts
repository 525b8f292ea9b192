import type { RequestTrace, TracedPart, TracedResult } from "../tracing.ts";
import type { Context, OpenTelemetryApi, Span, Tracer } from "./api.ts";
import { noteError, runInSpan } from "./run-in-span.ts";

/** A request by its span. */
export class SpanTrace implements RequestTrace {
  readonly isRecording: boolean;
  readonly #api: OpenTelemetryApi;
  readonly #tracer: Tracer;
  readonly #span: Span;
  readonly #context: Context;
  readonly #name: string;
  /** Shared with the isolated one: both note errors on one span. */
  readonly #noted: { error: boolean };

  /**
   * @param context in which the span is active
   * @param name of the span while its route is not known
   */
  constructor(
    api: OpenTelemetryApi,
    tracer: Tracer,
    span: Span,
    context: Context,
    name: string,
    noted = { error: false },
  ) {
    this.#noted = noted;
    this.#api = api;
    this.#tracer = tracer;
    this.#span = span;
    this.#name = name;
    this.#context = context;
    this.isRecording = span.isRecording();
  }

  during<Result>(work: () => Result): Result {
    return this.#api.context.with(this.#context, work);
  }

  run<Result>(part: TracedPart, work: () => Result): Result {
    const active = this.#api.context.active();
    // There may be no context manager, and renders for the cache see nothing of what is active.
    const parent = this.#api.trace.getSpan(active) ? active : this.#context;
    return runInSpan(this.#api, this.#tracer, part, parent, work);
  }

  client(address: string): void {
    if (address !== "") this.#span.setAttribute("client.address", address);
  }

  failed(error: unknown): void {
    // A render that goes on for the cache may fail after its visitor is gone.
    if (!this.#span.isRecording()) return;
    this.#noted.error = true;
    noteError(this.#span, error);
  }

  isolated(): RequestTrace {
    const { context, trace, ROOT_CONTEXT } = this.#api;
    const parent = trace.getSpan(context.active()) ?? this.#span;
    const isolated = trace.setSpan(ROOT_CONTEXT, parent);
    return new SpanTrace(this.#api, this.#tracer, this.#span, isolated, this.#name, this.#noted);
  }

  end({ route, status, error, cacheStatus }: TracedResult): void {
    const span = this.#span;
    if (this.isRecording) {
      if (route !== undefined) {
        span.updateName(`${this.#name} ${route}`);
        span.setAttribute("http.route", route);
      }
      if (cacheStatus !== undefined) span.setAttribute("bunsen.cache.status", cacheStatus);
      span.setAttribute("http.response.status_code", status);
      if (status >= 500 || error !== undefined) {
        if (!this.#noted.error) span.setAttribute("error.type", error ?? String(status));
        if (status >= 500) span.setStatus({ code: this.#api.SpanStatusCode.ERROR });
      }
    }
    span.end();
  }
}
