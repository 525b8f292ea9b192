import { problemResponse } from "../endpoint/problem.ts";
import { compressResponse } from "../http/compress-response.ts";
import { isCrossSite } from "../http/csrf.ts";
import { respondToHead } from "../http/head-response.ts";
import { SECURITY_HEADERS } from "../http/headers.ts";
import { withUrl } from "../http/request-url.ts";
import { fileNotFound, serveFile } from "../http/serve-file.ts";
import type { RequestTarget } from "../http/target.ts";
import type { Connection } from "../request/connection.ts";
import { decorate, decoratePlain } from "../request/decorate.ts";
import { withCookies } from "../request/finish.ts";
import { RequestContext } from "../request/request-context.ts";
import { type Handle, runInScope } from "../request/request-scope.ts";
import { setsCookies } from "../request/response-marks.ts";
import { reportRequest } from "../request/user-hooks.ts";
import { whenSettled } from "../util/maybe-promise.ts";
import type { AppState } from "./app-state.ts";
import { respondAfterMiddleware } from "./around.ts";
import { runMiddleware } from "./middleware.ts";
import { withSession } from "./sessions.ts";
import { upgradeOf } from "./upgrade-of.ts";
import { crossOriginUpgrade } from "./websockets.ts";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** What responds to requests of an app. */
export function pipelineOf(state: AppState): Handle {
  const handle: Handle = (request, connection) => handleRequest(state, handle, request, connection);
  return handle;
}

/** The pipeline: canonical URL, hashed file, middleware, route. A stage returns the response or lets the next one try. */
function handleRequest(
  state: AppState,
  handle: Handle,
  request: Request,
  connection: Connection,
): Response | Promise<Response> {
  const { build, settings } = state;
  const target = findTarget(state, request, connection.server);
  if (target instanceof Response) return decoratePlain(settings.headers, target);
  const { assetsPrefix } = build;
  if (assetsPrefix !== undefined && target.path.path.startsWith(assetsPrefix)) {
    const file = state.files.find(target.path);
    if (!file) return decoratePlain(settings.headers, fileNotFound());
    if (file.immutable) {
      connection.finite = true;
      return decoratePlain(settings.headers, serveFile(request, file, connection));
    }
  }
  const context = new RequestContext(withUrl(request, target.href), target, connection, settings);
  const { onRequest } = settings.options;
  const started = onRequest ? performance.now() : 0;
  const response = runInScope({ context, handle }, () => respond(state, context));
  const finished =
    state.decorates ||
    onRequest ||
    settings.session ||
    setsCookies(connection) ||
    response instanceof Promise ||
    (!context.isNegotiated && request.headers.has("accept-encoding"))
      ? finishPipeline(state, context, request, response, started)
      : response;
  return request.method === "HEAD" ? respondToHead(finished) : finished;
}

/** Where a request goes; or the response to one that goes nowhere, or should have gone elsewhere. */
function findTarget(
  state: AppState,
  request: Request,
  server: Bun.Server<unknown> | undefined,
): RequestTarget | Response {
  const origin = state.settings.origin.of(request, server);
  if (typeof origin === "object") return plainError(origin.status, origin.reason);
  const target = state.target(request.url, origin);
  if (target === undefined) return plainError(404, "Not Found");
  if ("reason" in target) return plainError(target.status, `Bad Request: ${target.reason}`);
  if (!METHODS.has(request.method)) {
    return plainError(405, "Method Not Allowed", { allow: [...METHODS].join(", ") });
  }
  return target.path.redirect ? canonicalRedirect(state, target) : target;
}

function respond(state: AppState, context: RequestContext): Response | Promise<Response> {
  // Before middleware, which may make the connection itself.
  if (upgradeOf(context) === "cross-origin") return crossOriginUpgrade();
  if (state.settings.csrf && isCrossSite(context.req.method, context.req.headers, context.origin)) {
    return respondToCrossSite(state, context);
  }
  return respondToAllowed(state, context);
}

function respondToAllowed(state: AppState, context: RequestContext): Response | Promise<Response> {
  const { middleware } = state.settings.options;
  return middleware ? runMiddleware(state, middleware, context) : respondAfterMiddleware(state, context);
}

/** Refused before any of the user's code runs, unless the route says that it expects other sites. */
async function respondToCrossSite(state: AppState, context: RequestContext): Promise<Response> {
  const route = state.matcher.match(context.path)?.value;
  const config = route?.kind === "endpoint" ? (await state.endpoints.endpoint(route)).config : undefined;
  const pageConfig = route?.kind === "page" ? (await state.pages.page(route)).config : undefined;
  if ((config ?? pageConfig)?.csrf !== false) {
    return plainError(403, "This request comes from another site's page, which is not allowed here.");
  }
  return respondToAllowed(state, context);
}

function finishPipeline(
  state: AppState,
  context: RequestContext,
  request: Request,
  pending: Response | Promise<Response>,
  started: number,
): Response | Promise<Response> {
  const complete = (response: Response) => {
    reportRequest(context, response, started);
    if (response.status === 101) return response;
    if (setsCookies(context.connection)) withCookies(response, context);
    const decorated = state.decorates ? decorate(context, response) : response;
    return context.isNegotiated
      ? decorated
      : compressResponse(request, decorated, context.connection.observed);
  };
  if (!state.settings.session) return whenSettled(pending, complete);
  return whenSettled(pending, (response) => whenSettled(withSession(state, context, response), complete));
}

/** 308 keeps method and body (RFC 9110 §15.4.9). The path always starts with exactly one slash. */
function canonicalRedirect(state: AppState, target: RequestTarget): Response {
  const location = state.build.base.slice(0, -1) + target.path.path + target.search;
  return new Response(null, { status: 308, headers: { location, ...SECURITY_HEADERS } });
}

function plainError(status: number, message: string, headers: Record<string, string> = {}): Response {
  return problemResponse({ status, detail: message }, headers);
}
