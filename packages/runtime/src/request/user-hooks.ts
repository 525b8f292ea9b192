import { errorFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import type { RequestContext } from "./request-context.ts";

/** Calls the user's `onRequest`. What it throws is logged and changes nothing. */
export function reportRequest(context: RequestContext, response: Response, started: number): void {
  const { onRequest } = context.settings.options;
  if (!onRequest) return;
  run("onRequest", () =>
    onRequest({
      req: context.req,
      route: context.route,
      status: response.status,
      milliseconds: performance.now() - started,
      requestId: context.requestId,
    }),
  );
}

/** Calls the user's `onError` for an error that the log gets, too. */
export function reportError(error: unknown, context: RequestContext): void {
  const { onError } = context.settings.options;
  if (!onError) return;
  const { req, route, requestId } = context;
  run("onError", () => onError(error, { req, route, requestId }));
}

/** A hook is not awaited: it must not delay the response. */
function run(name: string, hook: () => unknown): void {
  Promise.try(hook).catch((failure) => logError(logEvents.hookFailed(name), errorFields(failure)));
}
