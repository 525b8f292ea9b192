import type { Api } from "../api/api-types.ts";
import type { ApiRequest } from "../client/api/api-request.ts";
import { createClient } from "../client/api/create-client.ts";
import { apiLoop, apiWithoutApp } from "../diagnostics/usage-errors.ts";
import type { Connection, ObservedRequest } from "../request/connection.ts";
import type { RequestContext } from "../request/request-context.ts";
import { currentScope, type Handle } from "../request/request-scope.ts";
import { knownMethod } from "../telemetry/metrics/http-metrics.ts";
import type { Tracing } from "../telemetry/tracing.ts";

/** An app that calls of its endpoints go to. */
interface CalledApp {
  readonly handle: Handle;
  /** An origin that it accepts requests for. */
  readonly origin: string;
  readonly tracing: Tracing | undefined;
}

/** A call that led to a call and so on is a circle sooner or later. */
const MAX_DEPTH = 20;
const MAX_REDIRECTS = 20;

let app: CalledApp | undefined;

/** Called by the app when it is made: calls outside of a request, and in renders for the cache, go to it. */
export function setCalledApp(given: CalledApp): void {
  app = given;
}

/** See `Api`. */
export const api: Api = createClient(async (request) => {
  const { signal } = request.init;
  if (!signal) return callApp(request);
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([callApp(request), aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
});

async function callApp({ path, init }: ApiRequest): Promise<Response> {
  const scope = currentScope();
  const called = scope ? { handle: scope.handle, origin: new URL(scope.context.href).origin } : app;
  if (!called) throw apiWithoutApp();
  const depth = (scope?.context.connection.depth ?? 0) + 1;
  if (depth > MAX_DEPTH) throw apiLoop(`${init.method} ${path}`);
  let url = new URL(path, called.origin);
  let current = init;
  for (let hop = 0; ; hop++) {
    const request = new Request(url, current);
    addVisitor(request.headers, scope?.context);
    const response = await traced(called.handle, request, connectionOf(scope?.context, depth));
    if (scope) scope.context.cookies.adoptSet(response.headers.getSetCookie());
    const location =
      response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (location === null || hop === MAX_REDIRECTS) return response;
    url = new URL(location, url);
    if (url.origin !== called.origin) return fetch(url, { signal: init.signal ?? null });
    current = redirected(current, response.status);
  }
}

/** The call is a span within that of the code that makes it, and not one more request of a visitor. */
async function traced(handle: Handle, request: Request, connection: Connection): Promise<Response> {
  const trace = app?.tracing?.call(knownMethod(request.method));
  if (!trace) return handle(request, connection);
  const observed: ObservedRequest = trace.isRecording ? { trace } : {};
  connection.observed = observed;
  let status = 500;
  try {
    const response = await trace.during(() => handle(request, connection));
    status = response.status;
    return response;
  } catch (error) {
    trace.failed(error);
    throw error;
  } finally {
    const { route, cacheStatus } = observed;
    trace.end({ route, status, error: undefined, cacheStatus });
  }
}

/** As `fetch` does (https://fetch.spec.whatwg.org/#http-redirect-fetch). */
function redirected(init: RequestInit, status: number): RequestInit {
  const isRead = status === 303 || (status < 303 && init.method === "POST");
  if (!isRead) return init;
  const headers = new Headers(init.headers);
  headers.delete("content-type");
  return { method: "GET", headers, ...(init.signal && { signal: init.signal }) };
}

/** What says who the visitor is, which language they read, and by which way the request came. */
const VISITOR_HEADERS = [
  "host",
  "authorization",
  "accept-language",
  "user-agent",
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
  "traceparent",
  "tracestate",
];

function addVisitor(headers: Headers, context: RequestContext | undefined): void {
  // It comes from the app itself; a form without it would be refused as another site's.
  headers.set("sec-fetch-site", "same-origin");
  if (!context) return;
  for (const name of VISITOR_HEADERS) {
    const value = context.accepted.headers.get(name);
    if (value !== null && !headers.has(name)) headers.set(name, value);
  }
  const cookie = context.cookies.toRequestHeader(context.req.headers.get("cookie"));
  if (cookie !== null && !headers.has("cookie")) headers.set("cookie", cookie);
}

function connectionOf(context: RequestContext | undefined, depth: number): Connection {
  return context ? { server: context.server, address: context.peer, depth } : { server: undefined, depth };
}
