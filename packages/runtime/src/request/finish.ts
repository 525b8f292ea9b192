import { errors } from "../diagnostics/errors.ts";
import type { Deadline } from "../util/deadline.ts";
import { settledValue } from "../util/maybe-promise.ts";
import { requestDeadline } from "./deadline.ts";
import type { RequestContext } from "./request-context.ts";
import { setCookieHeaders } from "./response-marks.ts";
import type { ResponseTransforms } from "./response-transforms.ts";
import { userResponse } from "./user-response.ts";

/**
 * The last step of every response that user code had a part in: each `resTransform`.
 *
 * @param deadline for the transforms; it is not cleared
 * @throws whatever a `resTransform` throws; a `BunsenError` if it returns no `Response`, or is late
 */
export function finishResponse(
  response: Response,
  context: RequestContext,
  deadline?: Deadline,
): Response | Promise<Response> {
  const { transforms } = context;
  return transforms ? applyTransforms(response, context, transforms, deadline) : response;
}

/** `finishResponse` for a response that is complete once it is finished: the deadline ends with it. */
export function finishInTime(
  response: Response,
  context: RequestContext,
  deadline: Deadline,
): Response | Promise<Response> {
  const finished = finishResponse(response, context, deadline);
  if (finished instanceof Promise) return finished.finally(() => deadline.clear());
  deadline.clear();
  return finished;
}

/** The same, for what has no deadline of its own yet. */
export function finishWithin(
  seconds: number,
  file: string,
  response: Response,
  context: RequestContext,
): Response | Promise<Response> {
  if (!context.transforms) return response;
  return finishInTime(response, context, requestDeadline(context, file, seconds));
}

async function applyTransforms(
  response: Response,
  context: RequestContext,
  transforms: ResponseTransforms,
  deadline: Deadline | undefined,
): Promise<Response> {
  let current = response;
  for (const { scope, transform } of transforms.inOrder()) {
    try {
      const made = settledValue(transform(current));
      const result: unknown = await (deadline ? deadline.race(made) : made);
      if (!(result instanceof Response)) {
        throw errors.transformNotAResponse(context.url.pathname, describeKind(result));
      }
      current = await userResponse(result, `The resTransform for ${context.url.pathname}`, context.req);
    } catch (failure) {
      transforms.fail(scope);
      throw failure;
    }
  }
  transforms.areApplied = true;
  return current;
}

/** Adds the cookies that were set on the context. In place: on Bun, a `Response` has headers of its own. */
export function withCookies(response: Response, context: RequestContext): Response {
  for (const line of setCookieHeaders(context.connection)) response.headers.append("set-cookie", line);
  return response;
}

/** What a value is, for messages: `null`, `a number`, `an object without fields`. */
export function describeKind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const kind = typeof value;
  return kind === "object" ? `an object (${tagOf(value)})` : `a ${kind}`;
}

/** Of an object that may be a revoked proxy, or whose tag may be a getter that throws. */
function tagOf(value: unknown): string {
  try {
    return Object.prototype.toString.call(value).slice(8, -1);
  } catch {
    return "unknown";
  }
}
