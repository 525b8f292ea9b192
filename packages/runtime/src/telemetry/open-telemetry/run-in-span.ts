import { HttpError, Redirect } from "../../diagnostics/http-errors.ts";
import { errorFields } from "../../diagnostics/log.ts";
import { kindOf, messageOf } from "../../diagnostics/thrown.ts";
import type { TracedPart } from "../tracing.ts";
import type { Context, OpenTelemetryApi, Span, Tracer } from "./api.ts";

/** Runs work in a new span, which is active meanwhile; the span ends when a promise that the work returns is settled. */
export function runInSpan<Result>(
  api: OpenTelemetryApi,
  tracer: Tracer,
  { name, attributes }: TracedPart,
  parent: Context,
  work: () => Result,
): Result {
  const span = tracer.startSpan(name, { kind: api.SpanKind.INTERNAL, attributes: { ...attributes } }, parent);
  const fail = (error: unknown) => {
    noteFailure(api, span, error);
    span.end();
  };
  try {
    const result = api.context.with(api.trace.setSpan(parent, span), work);
    // Not by the `then` of anything else, such as a query builder: that would start its work.
    if (result instanceof Promise) Promise.prototype.then.call(result, () => span.end(), fail);
    else span.end();
    return result;
  } catch (error) {
    fail(error);
    throw error;
  }
}

/** A redirect and a 404 that code throws are responses, not failures. */
function noteFailure(api: OpenTelemetryApi, span: Span, error: unknown): void {
  if (error instanceof Redirect || (error instanceof HttpError && error.status < 500)) return;
  noteError(span, error);
  span.setStatus({ code: api.SpanStatusCode.ERROR, message: messageOf(error) });
}

/** Adds an event with the error's stack, which refers to the source files. */
export function noteError(span: Span, error: unknown): void {
  const name = kindOf(error);
  span.setAttribute("error.type", name);
  const { stack } = errorFields(error);
  span.recordException({ name, message: messageOf(error), stack: String(stack) });
}
