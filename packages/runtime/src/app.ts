import { AppState } from "./app-state.ts";
import type { DevelopmentHooks, ServerBuild } from "./build.ts";
import { type Connection, RequestContext } from "./context.ts";
import { HttpError } from "./control.ts";
import { problemResponse } from "./endpoint/problem.ts";
import { respondToEndpointFailure, respondWithEndpoint } from "./endpoint/respond.ts";
import { compressResponse } from "./http/compress-response.ts";
import { SECURITY_HEADERS } from "./http/headers.ts";
import { missingFile, serveFile } from "./http/serve-file.ts";
import { type RequestTarget, requestTarget } from "./http/target.ts";
import { respondToPageFailure } from "./page/error-page.ts";
import { respondWithPage } from "./page/respond.ts";
import type { PageRoute, Params } from "./route/table.ts";

/** A request handler in the shape of the web standards, for any server. */
export interface App {
  /** Answers one request. Never rejects. */
  fetch(request: Request, server?: Bun.Server<unknown>): Response | Promise<Response>;
  /** The same for a connection that another server accepted. */
  handle(request: Request, connection: Connection): Response | Promise<Response>;
  readonly build: ServerBuild;
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const NO_PARAMS: Params = Object.freeze(Object.create(null));

/** Makes the app of a build. Development, production, prerendering and tests all call its `fetch`. */
export function createApp(build: ServerBuild, development?: DevelopmentHooks): App {
  const state = new AppState(build, development);
  const handle = (request: Request, connection: Connection) => handleRequest(state, request, connection);
  return { build, handle, fetch: (request, server) => handle(request, { server }) };
}

/** The pipeline: canonical URL, file, route. A stage returns the answer or lets the next one try. */
function handleRequest(
  state: AppState,
  request: Request,
  connection: Connection,
): Response | Promise<Response> {
  const target = requestTarget(request.url, state.build.base);
  if (target === undefined) return plainError(404, "Not Found");
  if ("reason" in target) return plainError(target.status, `Bad Request: ${target.reason}`);
  const { method } = request;
  if (!METHODS.has(method)) return plainError(405, "Method Not Allowed", { allow: [...METHODS].join(", ") });
  if (target.path.redirect) return canonicalRedirect(state, target);
  const file = state.files.find(target.path);
  if (file) return serveFile(request, file);
  const { assetsPrefix } = state.build;
  if (assetsPrefix !== undefined && target.path.path.startsWith(assetsPrefix)) return missingFile();
  const prerendered = state.prerendered(target.path);
  if (prerendered && (method === "GET" || method === "HEAD")) return serveFile(request, prerendered);
  const response = routeRequest(state, canonicalRequest(request, target), target, connection);
  return request.headers.has("accept-encoding") ? compressed(request, response) : response;
}

async function compressed(request: Request, response: Response | Promise<Response>): Promise<Response> {
  return compressResponse(request, await response);
}

/** User code sees one spelling of a URL, the one that was routed. */
function canonicalRequest(request: Request, target: RequestTarget): Request {
  return request.url === target.href ? request : new Request(target.href, request);
}

function routeRequest(
  state: AppState,
  request: Request,
  target: RequestTarget,
  connection: Connection,
): Response | Promise<Response> {
  const match = state.matcher.match(target.path);
  const context = new RequestContext(request, target, match?.params ?? NO_PARAMS, connection);
  if (!match) return respondToMiss(state, context);
  if (match.value.kind === "endpoint") return respondWithEndpoint(state, match.value, context);
  return answerPage(state, match.value, context);
}

async function answerPage(state: AppState, route: PageRoute, context: RequestContext): Promise<Response> {
  const allow = pageMethods(route);
  const { method } = context.req;
  if (method === "OPTIONS" || !allow.includes(method)) {
    const headers = { allow: allow.join(", "), "cache-control": "no-store", ...SECURITY_HEADERS };
    if (method === "OPTIONS") return new Response(null, { status: 204, headers });
    return plainError(405, "Method Not Allowed", headers);
  }
  try {
    return await respondWithPage(state, await state.page(route), context);
  } catch (error) {
    return respondToPageFailure(state, error, context, route);
  }
}

const READ_METHODS = ["GET", "HEAD", "OPTIONS"];
const FORM_METHODS = ["GET", "HEAD", "POST", "OPTIONS"];

function pageMethods(route: PageRoute): string[] {
  return route.server === undefined ? READ_METHODS : FORM_METHODS;
}

/** Nobody's URL: a problem document below `api/`, else the nearest 404 page. */
function respondToMiss(state: AppState, context: RequestContext): Promise<Response> {
  const error = new HttpError(404, "Not Found");
  if (context.path.segments[0] === "api") return respondToEndpointFailure(state, error, context);
  return respondToPageFailure(state, error, context, undefined);
}

/** 308 keeps method and body (RFC 9110 §15.4.9). The path always starts with exactly one slash. */
function canonicalRedirect(state: AppState, target: RequestTarget): Response {
  const location = state.build.base.slice(0, -1) + target.path.path + target.search;
  return new Response(null, { status: 308, headers: { location, ...SECURITY_HEADERS } });
}

function plainError(status: number, message: string, headers: Record<string, string> = {}): Response {
  return problemResponse({ status, detail: message }, headers);
}
