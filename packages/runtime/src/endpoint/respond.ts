import type { ApiHandler } from "../api/types.ts";
import type { EndpointRoute } from "../contract/route-table.ts";
import { errors } from "../diagnostics/errors.ts";
import { HttpError, Redirect } from "../diagnostics/http-errors.ts";
import { API_HEADER, type ApiBody, BODY_HEADER } from "../http/api-headers.ts";
import { addDefaults, SECURITY_HEADERS } from "../http/headers.ts";
import { bodyFailure, bodyFault, limitBody } from "../request/body-guard.ts";
import { DEFAULT_RENDER_TIMEOUT } from "../request/deadline.ts";
import { errorInfo, logFailure, respondWithRedirect } from "../request/failure.ts";
import { finishInTime, finishResponse } from "../request/finish.ts";
import type { RequestContext } from "../request/request-context.ts";
import { markFinite, markStreamed } from "../request/response-marks.ts";
import { routeContext } from "../request/user-context.ts";
import { userResponse } from "../request/user-response.ts";
import { Deadline } from "../util/deadline.ts";
import { settledValue, whenSettled } from "../util/maybe-promise.ts";
import { bodyKind, bodyResponse } from "./body-value.ts";
import type { Endpoints } from "./endpoints.ts";
import { checkReturnedNames } from "./foreign-names.ts";
import { jsonText } from "./json-text.ts";
import type { PreparedEndpoint } from "./methods.ts";
import { problemResponse } from "./problem.ts";

/** Made once: on Bun a `Response` copies them in a fraction of the time that it takes to read a plain object. */
const JSON_HEADERS = new Headers({
  "content-type": "application/json",
  "cache-control": "no-store",
  ...SECURITY_HEADERS,
});
const EMPTY_HEADERS = { "cache-control": "no-store", ...SECURITY_HEADERS };

/** Calls the handler for the request's method and turns what it returns, or throws, into a response. */
export function respondWithEndpoint(
  endpoints: Endpoints,
  route: EndpointRoute,
  context: RequestContext,
): Response | Promise<Response> {
  const fail = (error: unknown) => respondToEndpointFailure(endpoints, bodyFailure(context, error), context);
  try {
    const response = whenSettled(endpoints.endpoint(route), (endpoint) => callHandler(endpoint, context));
    return response instanceof Promise ? response.catch(fail) : response;
  } catch (error) {
    return fail(error);
  }
}

function callHandler(endpoint: PreparedEndpoint, context: RequestContext): Response | Promise<Response> {
  const { method } = context.req;
  const handler = endpoint.handlers.get(method);
  if (!handler) return unhandledMethod(method, endpoint);
  const { file, config } = endpoint;
  limitBody(context, config.maxRequestBodyMB);
  const deadline = config.timeout === undefined ? undefined : endpointDeadline(file, config.timeout, context);
  const called = callUserCode(endpoint, handler, context);
  const result = deadline ? deadline.race(settledValue(called)) : called;
  const response = whenSettled(result, (value) => {
    const fault = bodyFault(context);
    if (fault) throw fault;
    const response = toResponse(value, file, context);
    return whenSettled(deadline ? deadline.race(response) : response, (made) =>
      finish(made, file, context, deadline),
    );
  });
  return deadline && response instanceof Promise ? response.finally(() => deadline.clear()) : response;
}

function callUserCode({ file }: PreparedEndpoint, handler: ApiHandler, context: RequestContext): unknown {
  const { trace } = context;
  if (!trace) return handler(routeContext(context));
  const part = { name: `handler ${file}`, attributes: { "code.file.path": file } };
  return trace.run(part, () => handler(routeContext(context)));
}

/** Applies each `resTransform` within what `config.timeout` leaves; within 30 s if the handler may take as long as it likes. */
function finish(
  response: Response,
  file: string,
  context: RequestContext,
  deadline: Deadline | undefined,
): Response | Promise<Response> {
  if (!context.transforms) return response;
  if (deadline) return finishResponse(response, context, deadline);
  return finishInTime(response, context, endpointDeadline(file, DEFAULT_RENDER_TIMEOUT, context));
}

function endpointDeadline(file: string, seconds: number, context: RequestContext): Deadline {
  return new Deadline(seconds, () => {
    const late = errors.endpointDeadline(file, seconds);
    context.abortScope.abort(late);
    return late;
  });
}

/** OPTIONS follows from what is exported; any other method is a 405 (RFC 9110 §15.5.6). */
function unhandledMethod(method: string, { allow }: PreparedEndpoint): Response {
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: { allow, ...EMPTY_HEADERS } });
  return problemResponse({ status: 405 }, { allow });
}

/** A `Response` as it is, a body as a body, nothing as 204, anything else as JSON. */
function toResponse(result: unknown, file: string, context: RequestContext): Response | Promise<Response> {
  if (result instanceof Response) {
    return whenSettled(userResponse(result, file, context.req), (response) =>
      withBodyKind(withDefaults(response), "response", context),
    );
  }
  if (result === undefined) return new Response(null, { status: 204, headers: EMPTY_HEADERS });
  const kind = typeof result === "object" && result !== null ? bodyKind(result) : undefined;
  if (kind !== undefined) {
    if (kind === "stream") markStreamed(context);
    return whenSettled(bodyResponse(result as object, kind, file), (response) =>
      withBodyKind(response, kind, context),
    );
  }
  checkReturnedNames(result, file);
  const text = jsonText(result, (what) => errors.notAResponse(file, what));
  markFinite(context, text);
  return new Response(text, { headers: JSON_HEADERS });
}

function withDefaults(response: Response): Response {
  addDefaults(response.headers, SECURITY_HEADERS);
  return response;
}

/** Tells `api()` how to read what is not a value. */
function withBodyKind(response: Response, kind: ApiBody, { req }: RequestContext): Response {
  if (req.headers.has(API_HEADER)) response.headers.set(BODY_HEADER, kind);
  return response;
}

/** Errors of endpoints are problem documents, without internals in production. */
export async function respondToEndpointFailure(
  endpoints: Endpoints,
  error: unknown,
  context: RequestContext,
): Promise<Response> {
  if (error instanceof Redirect) {
    try {
      return await respondWithRedirect(error, context, DEFAULT_RENDER_TIMEOUT);
    } catch (failure) {
      return respondToEndpointFailure(endpoints, failure, context);
    }
  }
  logFailure(error, context);
  if (!(error instanceof HttpError)) endpoints.development?.requestFailed(error);
  const { status, message, requestId } = errorInfo(error, context, endpoints.development !== undefined);
  return problemResponse({ status, detail: message, requestId });
}
