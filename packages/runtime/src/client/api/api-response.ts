import type { ApiResult } from "../../api/api-types.ts";
import type { Problem, ValidationProblem } from "../../api/problem.ts";
import { statusText } from "../../diagnostics/http-errors.ts";
import { unexpectedResponse } from "../../diagnostics/usage-errors.ts";
import { BODY_HEADER } from "../../http/api-headers.ts";
import { isJsonType, mediaTypeOf } from "../../http/media-type.ts";

type AnyResult = ApiResult<unknown, Problem | ValidationProblem>;

/**
 * Reads the response to a call.
 *
 * @param place the method and the route, for messages
 * @throws {UsageError} API_RESPONSE if it is not the endpoint's: a page that a redirect led to, for example
 */
export async function readApiResponse(response: Response, place: string): Promise<AnyResult> {
  if (!response.ok) return { ok: false, problem: await problemOf(response), response };
  return { ok: true, data: await dataOf(response, place), response };
}

async function dataOf(response: Response, place: string): Promise<unknown> {
  switch (response.headers.get(BODY_HEADER)) {
    case "response":
      return response;
    case "blob":
      return response.blob();
    case "bytes":
      return new Uint8Array(await response.arrayBuffer());
    case "stream":
      return response.body;
    default:
      if (response.status === 204) return undefined;
      if (isJsonType(mediaTypeOf(response.headers))) return response.json();
      throw unexpectedResponse(place, response.headers.get("content-type") ?? "without a type");
  }
}

/** The members are those that Bunsen sends; a problem of somebody else may have others. */
async function problemOf(response: Response): Promise<Problem | ValidationProblem> {
  const { status } = response;
  const general: Problem = { title: statusText(status), status };
  if (mediaTypeOf(response.headers) !== "application/problem+json") return general;
  const document: unknown = await response.json();
  return typeof document === "object" ? { ...general, ...document, status } : general;
}
