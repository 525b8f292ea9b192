import type { Middleware } from "../api/define-server.ts";
import { type BunsenError, errors, SERVER_MODULE } from "../diagnostics/errors.ts";
import { problemResponse } from "../endpoint/problem.ts";
import { addDefaults, SECURITY_HEADERS } from "../http/headers.ts";
import { withBase } from "../http/target.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { respondToPageFailure } from "../page/error-page.ts";
import { bodyFailure, bodyFault, guardBody } from "../request/body-guard.ts";
import { describeKind, finishInTime } from "../request/finish.ts";
import type { RequestContext } from "../request/request-context.ts";
import { MIDDLEWARE_SCOPE, ROUTE_SCOPE } from "../request/response-transforms.ts";
import { middlewareContext } from "../request/user-context.ts";
import { userResponse } from "../request/user-response.ts";
import { Deadline } from "../util/deadline.ts";
import { settledValue } from "../util/maybe-promise.ts";
import type { AppState } from "./app-state.ts";
import { respondAfterMiddleware } from "./around.ts";

/** Rewrites of one request before it is taken for a loop. */
const MOST_REWRITES = 8;

const MIDDLEWARE = { name: "middleware" };

/** Where the files of `public/` are found besides the root. */
const PUBLIC = "/public/";

/**
 * Runs the user's middleware: a `Response` is sent, a `Request` is routed instead, through the middleware again if it has
 * another URL or method, so that a guard sees where it leads; `undefined` goes on. A loop is a 508 (RFC 5842 §7.2).
 */
export async function runMiddleware(
  state: AppState,
  middleware: Middleware,
  first: RequestContext,
): Promise<Response> {
  let context = first;
  let deadline: Deadline | undefined;
  const hasBase = state.build.base !== "/";
  guardBody(first);
  try {
    for (let rewrites = 0; rewrites <= MOST_REWRITES; rewrites++) {
      if (hasBase) context.showAppUrl(true);
      context.transformScope = MIDDLEWARE_SCOPE;
      const { trace } = context;
      const decision: unknown = settledValue(
        trace
          ? trace.run(MIDDLEWARE, () => middleware(middlewareContext(context)))
          : middleware(middlewareContext(context)),
      );
      if (decision instanceof Promise)
        deadline ??= middlewareDeadline((late) => context.abortScope.abort(late), context.settings);
      const result = deadline ? await deadline.race(decision) : decision;
      if (hasBase) context.showAppUrl(false);
      context.transformScope = ROUTE_SCOPE;
      const fault = bodyFault(context);
      if (fault) throw fault;
      if (result instanceof Response) {
        context.connection.endedByMiddleware = true;
        const response = userResponse(result, SERVER_MODULE, context.req);
        return await finish(withDefaults(deadline ? await deadline.race(response) : await response), context);
      }
      const next = nextRequest(state, context, result);
      context = next.context;
      if (next.isSeen) {
        deadline?.clear();
        const response = await respondAfterMiddleware(state, context);
        return context.transforms ? await finishUnfinished(response, context) : response;
      }
    }
  } catch (error) {
    if (hasBase) context.showAppUrl(false);
    context.connection.endedByMiddleware = true;
    return respondToPageFailure(state.pages, bodyFailure(context, error), context, undefined);
  } finally {
    deadline?.clear();
  }
  return problemResponse({ status: 508, detail: "The middleware rewrites this request in a circle." });
}

function finish(response: Response, context: RequestContext): Response | Promise<Response> {
  if (!context.transforms) return response;
  return finishInTime(
    response,
    context,
    middlewareDeadline((late) => context.abortScope.abort(late), context.settings),
  );
}

/** What no route had a part in, such as a file or a refused method, has not met the `resTransform` of middleware yet. */
function finishUnfinished(response: Response, context: RequestContext): Response | Promise<Response> {
  const isFinished = context.transforms?.areApplied || response.status === 101;
  return isFinished ? response : finish(response, context);
}

function middlewareDeadline(
  abort: (late: BunsenError) => void,
  { middlewareTimeout: seconds }: ServerSettings,
): Deadline {
  return new Deadline(seconds, () => {
    const late = errors.middlewareDeadline("middleware", seconds);
    abort(late);
    return late;
  });
}

function withDefaults(response: Response): Response {
  addDefaults(response.headers, SECURITY_HEADERS);
  return response;
}

/**
 * The request that middleware wants handled, and whether it has seen it under this URL and method. One with other headers only,
 * such as the name of a user, has been seen.
 *
 * @throws {BunsenError} MIDDLEWARE_RESULT for a value that may have been meant to refuse
 */
function nextRequest(
  state: AppState,
  context: RequestContext,
  result: unknown,
): { context: RequestContext; isSeen: boolean } {
  const isRequest = result instanceof Request;
  if (result !== undefined && !isRequest) throw errors.middlewareResult(describeKind(result));
  const wanted = isRequest && result !== context.req ? rewrite(state, context, result) : context;
  if (wanted.href !== context.href || wanted.req.method !== context.req.method) {
    return { context: wanted, isSeen: false };
  }
  const root = rootName(state, wanted);
  return { context: root ?? wanted, isSeen: root === undefined };
}

/**
 * Files of `public/` have two names. Middleware is asked about both, or a guard of `/private` would not keep
 * `/public/private/x` back.
 *
 * @returns the request for the file at the root, if this one is for a file under `/public`
 */
function rootName(state: AppState, context: RequestContext): RequestContext | undefined {
  const { path, origin, search, req } = context;
  if (!path.path.startsWith(PUBLIC)) return undefined;
  const root = {
    path: path.path.slice(PUBLIC.length - 1),
    segments: path.segments.slice(1),
    redirect: false,
  };
  if (!state.files.find(path) || !state.files.find(root)) return undefined;
  const href = origin + state.build.base.slice(0, -1) + root.path + search;
  return context.rewritten(new Request(href, req), { href, origin, path: root, search });
}

/** @throws {BunsenError} REWRITE_TARGET if the request does not lead to this app */
function rewrite(state: AppState, context: RequestContext, request: Request): RequestContext {
  const target = state.target(withBase(request.url, state.build.base, context.path.path));
  if (target === undefined || "reason" in target || target.origin !== context.origin) {
    throw errors.rewriteTarget(request.url);
  }
  return context.rewritten(request, target);
}
