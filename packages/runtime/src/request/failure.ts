import type { ErrorInfo } from "../api/types.ts";
import { BunsenError } from "../diagnostics/errors.ts";
import { HttpError, type Redirect } from "../diagnostics/http-errors.ts";
import { errorFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import { messageOf } from "../diagnostics/thrown.ts";
import { redirectResponse } from "../http/redirect-response.ts";
import { isDeadline } from "./deadline.ts";
import { finishWithin } from "./finish.ts";
import type { RequestContext } from "./request-context.ts";
import { reportError } from "./user-hooks.ts";

const MASKED_MESSAGE = "Something went wrong on our side.";

/** What the visitor may know of a thrown value. Unexpected ones are masked in production. */
export function errorInfo(error: unknown, context: RequestContext, development: boolean): ErrorInfo {
  if (error instanceof HttpError) return { status: statusOf(error), message: messageOf(error) };
  const status = isDeadline(error) || isUnavailable(error) ? 503 : 500;
  const message = development ? messageOf(error) : MASKED_MESSAGE;
  return { status, message, requestId: context.requestId };
}

function isUnavailable(error: unknown): boolean {
  return error instanceof BunsenError && error.code === "SESSION_UNAVAILABLE";
}

/** The class is exported, so its instances may have been made with any status. */
function statusOf({ status }: HttpError): number {
  return Number.isInteger(status) && status >= 400 && status <= 599 ? status : 500;
}

/** Logs what the visitor is not told. An `HttpError` is a response, not an incident; nor is a client that left. */
export function logFailure(error: unknown, context: RequestContext): void {
  const isResponse = error instanceof HttpError;
  const { clientLeft } = context.abortScope;
  if (isResponse ? error.status >= 500 : !clientLeft) context.trace?.failed(error);
  if (isResponse || clientLeft) return;
  if (context.connection.onFailure) context.connection.onFailure(error);
  else {
    const path = context.href.slice(context.href.indexOf("/", 8));
    logError(logEvents.requestFailed(context.req.method, path), {
      request: context.requestId,
      phase: context.renders ? "render" : undefined,
      ...errorFields(error),
    });
  }
  reportError(error, context);
}

/**
 * The response to a `redirect()` thrown anywhere.
 *
 * @param seconds that each `resTransform` may take together
 * @throws whatever a `resTransform` throws
 */
export function respondWithRedirect(
  redirect: Redirect,
  context: RequestContext,
  seconds: number,
): Response | Promise<Response> {
  return finishWithin(seconds, context.route ?? context.path.path, redirectResponse(redirect), context);
}
