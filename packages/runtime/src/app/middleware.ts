import type { Middleware } from "../api/define-server.ts";
import { errors } from "../diagnostics/errors.ts";
import { problemResponse } from "../endpoint/problem.ts";
import { bodyTooLarge } from "../http/body-limit.ts";
import { addDefaults, SECURITY_HEADERS } from "../http/headers.ts";
import { respondToPageFailure } from "../page/error-page.ts";
import { DEFAULT_RENDER_TIMEOUT } from "../request/deadline.ts";
import { finishWithin } from "../request/finish.ts";
import type { RequestContext } from "../request/request-context.ts";
import { MIDDLEWARE_SCOPE, ROUTE_SCOPE } from "../request/response-transforms.ts";
import type { AppState } from "./app-state.ts";
import { dispatch } from "./dispatch.ts";

/** Rewrites of one request before it is taken for a loop. */
const MOST_REWRITES = 8;

/** Where the files of `public/` are found besides the root. */
const PUBLIC = "/public/";

/**
 * Runs the user's middleware: a `Response` is sent, a `Request` is routed instead, through the middleware again, so
 * that a guard sees where it leads; nothing goes on. A loop is a 508 (RFC 5842 §7.2).
 */
export async function runMiddleware(
  state: AppState,
  middleware: Middleware,
  first: RequestContext,
): Promise<Response> {
  let context = first;
  first.guardBody();
  try {
    for (let rewrites = 0; rewrites <= MOST_REWRITES; rewrites++) {
      context.transformScope = MIDDLEWARE_SCOPE;
      const result = await middleware(context);
      context.transformScope = ROUTE_SCOPE;
      if (context.bodyExceeded) throw bodyTooLarge();
      if (result instanceof Response) {
        addDefaults(result.headers, SECURITY_HEADERS);
        return await finishWithin(DEFAULT_RENDER_TIMEOUT, "The middleware", result, context);
      }
      const next = result instanceof Request && result !== context.req ? result : rootName(state, context);
      if (!next) return await dispatch(state, context);
      context = rewrite(state, context, next);
    }
  } catch (error) {
    return respondToPageFailure(state, context.bodyFailure(error), context, undefined);
  }
  return problemResponse({ status: 508, detail: "The middleware rewrites this request in a circle." });
}

/**
 * Files of `public/` have two names. Middleware is asked about both, or a guard of `/private` would not keep
 * `/public/private/x` back.
 *
 * @returns the request for the file at the root, if this one is for a file under `/public`
 */
function rootName({ files, build }: AppState, { req, path }: RequestContext): Request | undefined {
  if (!path.path.startsWith(PUBLIC)) return undefined;
  const root = {
    path: path.path.slice(PUBLIC.length - 1),
    segments: path.segments.slice(1),
    redirect: false,
  };
  if (!files.find(path) || !files.find(root)) return undefined;
  return new Request(new URL(build.base.slice(0, -1) + root.path, req.url), req);
}

function rewrite(state: AppState, context: RequestContext, request: Request): RequestContext {
  const target = state.target(request.url);
  if (target === undefined || "reason" in target || target.origin !== context.origin) {
    throw errors.rewriteTarget(request.url);
  }
  return context.rewritten(request, target);
}
