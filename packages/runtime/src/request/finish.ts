import type { ResponseTransform } from "../api/types.ts";
import { errors } from "../diagnostics/errors.ts";
import type { RequestContext } from "./request-context.ts";

/**
 * The last step of every answer that user code had a part in: its `resTransform`, then the cookies.
 *
 * @throws whatever `resTransform` throws; a `BunsenError` if it returns no `Response`
 */
export function finishResponse(
  response: Response,
  context: RequestContext,
  returned?: ResponseTransform,
): Response | Promise<Response> {
  const transform = returned ?? context.resTransform;
  return transform ? transformed(response, context, transform) : withCookies(response, context);
}

async function transformed(
  response: Response,
  context: RequestContext,
  transform: ResponseTransform,
): Promise<Response> {
  const result: unknown = await transform(response);
  if (!(result instanceof Response)) {
    throw errors.transformNotAResponse(context.url.pathname, describeKind(result));
  }
  return withCookies(result, context);
}

/** Adds the cookies that were set on the context. A `Response` with immutable headers is copied first. */
export function withCookies(response: Response, context: RequestContext): Response {
  const lines = context.setCookieHeaders();
  if (lines.length === 0) return response;
  const headers = new Headers(response.headers);
  for (const line of lines) headers.append("set-cookie", line);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** What a value is, for messages: `null`, `a number`, `an object without fields`. */
export function describeKind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const kind = typeof value;
  return kind === "object"
    ? `an object (${Object.prototype.toString.call(value).slice(8, -1)})`
    : `a ${kind}`;
}
