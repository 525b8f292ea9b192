import type { PageRoute } from "../contract/route-table.ts";
import { errors } from "../diagnostics/errors.ts";
import { HttpError } from "../diagnostics/http-errors.ts";
import { logEvents, warnOnce } from "../diagnostics/log-events.ts";
import { problemResponse } from "../endpoint/problem.ts";
import { respondToEndpointFailure, respondWithEndpoint } from "../endpoint/respond.ts";
import { SECURITY_HEADERS } from "../http/headers.ts";
import { asVisitorsFile } from "../http/own-copy.ts";
import { serveFile } from "../http/serve-file.ts";
import { respondToPageRequest } from "../page/cached/respond.ts";
import { respondToPageFailure } from "../page/error-page.ts";
import type { Pages } from "../page/pages.ts";
import { bodyFailure, bodyFault, limitBody } from "../request/body-guard.ts";
import type { RequestContext } from "../request/request-context.ts";
import { allowInline, forgetNonce, setCookieHeaders, setsCookies } from "../request/response-marks.ts";
import { withDeadline } from "../util/deadline.ts";
import { whenSettled } from "../util/maybe-promise.ts";
import type { AppState } from "./app-state.ts";
import { respondToOwnPath } from "./own-paths.ts";
import { commitSession } from "./sessions.ts";
import { upgradeOf } from "./upgrade-of.ts";

/** Responds to a request that middleware let through: WebSocket, file, prerendered page, route, or a URL without one. */
export function dispatch(state: AppState, context: RequestContext): Response | Promise<Response> {
  const { req, path } = context;
  if (upgradeOf(context) === "upgrade") return upgrade(state, context);
  const file = state.files.find(path) ?? (isRead(req.method) ? state.prerendered(path) : undefined);
  if (file) {
    forgetNonce(context);
    allowInline(context, file.inline);
    const response = serveFile(req, file, context.connection);
    return setsCookies(context.connection) ? whenSettled(response, asVisitorsFile) : response;
  }
  if (path.path.startsWith("/_bunsen/")) {
    const response = respondToOwnPath(state, context);
    if (response) return response;
  }
  const match = state.matcher.match(path);
  if (!match) return respondToMiss(state, context);
  context.params = match.params;
  context.route = match.value.id;
  const { observed } = context.connection;
  if (observed) observed.route = context.route;
  if (match.value.kind === "endpoint") return respondWithEndpoint(state.endpoints, match.value, context);
  return respondWithRoute(state.pages, match.value, context);
}

function isRead(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

async function upgrade(state: AppState, context: RequestContext): Promise<Response> {
  const { server } = context;
  if (!server || !state.sockets) {
    return problemResponse({ status: 501, detail: "This server makes no WebSocket connections." });
  }
  try {
    const seconds = state.settings.middlewareTimeout;
    await commitSession(context);
    return await withDeadline(
      state.sockets.upgrade(context.accepted, server, setCookieHeaders(context.connection)),
      seconds,
      () => errors.middlewareDeadline("websocket.upgrade", seconds),
    );
  } catch (error) {
    return respondToEndpointFailure(state.endpoints, error, context);
  }
}

function respondWithRoute(
  pages: Pages,
  route: PageRoute,
  context: RequestContext,
): Response | Promise<Response> {
  const refusal = refuseMethod(route, context.req.method);
  if (refusal) return refusal;
  let seconds: number | undefined;
  const fail = (error: unknown) =>
    respondToPageFailure(pages, bodyFailure(context, error), context, route, seconds);
  try {
    const response = whenSettled(pages.page(route), (page) => {
      limitBody(context, page.config.maxRequestBodyMB);
      seconds = page.config.renderTimeout;
      return whenSettled(respondToPageRequest(pages, page, context), (response) => {
        const fault = bodyFault(context);
        if (fault) throw fault;
        return response;
      });
    });
    return response instanceof Promise ? response.catch(fail) : response;
  } catch (error) {
    return fail(error);
  }
}

function refuseMethod(route: PageRoute, method: string): Response | undefined {
  const allow = pageMethods(route);
  if (method !== "OPTIONS" && allow.includes(method)) return undefined;
  const headers = { allow: allow.join(", "), "cache-control": "no-store", ...SECURITY_HEADERS };
  if (method === "OPTIONS") return new Response(null, { status: 204, headers });
  return problemResponse({ status: 405 }, headers);
}

const READ_METHODS = ["GET", "HEAD", "OPTIONS"];
const FORM_METHODS = ["GET", "HEAD", "POST", "OPTIONS"];

function pageMethods(route: PageRoute): string[] {
  return route.server === undefined ? READ_METHODS : FORM_METHODS;
}

/** For a URL without a route: a problem document below `api/`, else the nearest 404 page. */
function respondToMiss(state: AppState, context: RequestContext): Promise<Response> {
  const error = new HttpError(404, "Not Found");
  const isApi = context.path.segments[0] === "api";
  // Browsers ask for icons and files of tools by themselves.
  const isVisit = isApi || context.req.headers.get("accept")?.includes("text/html");
  const hint = isVisit ? state.pages.development?.routeHint(context.path.path) : undefined;
  if (hint !== undefined) warnOnce(logEvents.noRoute(hint));
  if (isApi) return respondToEndpointFailure(state.endpoints, error, context);
  return respondToPageFailure(state.pages, error, context, undefined);
}
