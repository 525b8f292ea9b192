import { errors } from "../diagnostics/errors.ts";
import { normalizeFetched } from "../http/fetched-response.ts";

/**
 * Checks a `Response` that user code returned, and makes one that it fetched fit to be sent.
 *
 * @param source what returned it, for the message: a file, or "The middleware"
 * @param request what it is the response to
 * @throws {BunsenError} RESPONSE_REUSED if its body was sent before; RESPONSE_STATUS for a status that is none: that of
 *   `Response.error()`, or a 101 without a request for another protocol (RFC 9110 §15.2.2)
 */
export function userResponse(
  response: Response,
  source: string,
  request: Request,
): Response | Promise<Response> {
  if (response.bodyUsed) throw errors.responseReused(source);
  const { status } = response;
  if (status < 200 && !(status === 101 && request.headers.has("upgrade"))) {
    throw errors.responseStatus(source, status);
  }
  return normalizeFetched(response);
}
