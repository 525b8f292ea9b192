import type { HttpError } from "../diagnostics/http-errors.ts";
import { bodyFault as faultOf, guardBody as guard, limitBody as limit } from "../http/body-limit.ts";
import type { RequestContext } from "./request-context.ts";

/**
 * Enforces the body limit of the route.
 *
 * @param megabytes the route's `maxRequestBodyMB`
 * @throws {HttpError} 413 if the request says that it is longer
 */
export function limitBody(context: RequestContext, megabytes: number | undefined): void {
  const { guarded, settings } = context;
  const bytes = settings.bodyLimit(megabytes);
  guarded?.allow(bytes);
  if (context.req !== guarded?.request) context.req = limit(context.req, bytes, settings.bodyTimeout);
}

/** Enforces the limit of routes that have none of their own until `limitBody` is called: middleware may read the body. */
export function guardBody(context: RequestContext): void {
  const { settings } = context;
  context.guarded = guard(context.req, settings.bodyLimit(undefined), settings.bodyTimeout);
  if (context.guarded) context.req = context.guarded.request;
}

/** Why the body could not be read (413, 408): that is then the response, whatever user code made of it. */
export function bodyFault({ req, accepted, guarded }: RequestContext): HttpError | undefined {
  // A body is watched in a copy of the request.
  if (req === accepted && guarded === undefined) return undefined;
  return faultOf(req) ?? (guarded && faultOf(guarded.request));
}

/** The reason of a failure: a body that could not be read comes before whatever it led to. */
export function bodyFailure(context: RequestContext, error: unknown): unknown {
  return bodyFault(context) ?? error;
}
