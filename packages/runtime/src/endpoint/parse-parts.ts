import type { EndpointSchemas } from "../api/endpoint-types.ts";
import type { ProblemError } from "../api/problem.ts";
import type { RouteContext } from "../api/types.ts";
import { isFormType, isJsonType, mediaTypeOf } from "../http/media-type.ts";
import { runOnFields } from "../schema/fields.ts";
import { type Outcome, runSchema } from "../schema/run-schema.ts";
import { runOnValue } from "../schema/validate.ts";
import { MAX_ISSUES, validationIssues } from "../schema/validation-issues.ts";
import { problemResponse } from "./problem.ts";

/** A part of a request that a schema may check. */
export type RequestPart = "params" | "query" | "body";

/** What a body with a schema may be (RFC 9110 §15.5.16). */
const ACCEPTED_TYPES = "application/json, application/x-www-form-urlencoded, multipart/form-data";

/**
 * Runs the schemas on the parts of a request.
 *
 * @returns what they made of them; or the response to a request that they refuse (422), or whose body they cannot be run on (415)
 * @throws {HttpError} 400, 408 or 413 if the body cannot be read
 * @throws {UsageError} SCHEMA_FAILED
 */
export async function parseParts(
  schemas: EndpointSchemas,
  ctx: RouteContext,
): Promise<ReadonlyMap<RequestPart, unknown> | Response> {
  const parts = new Map<RequestPart, unknown>();
  const errors: ProblemError[] = [];
  const add = (part: RequestPart, outcome: Outcome) => {
    if (!outcome.issues) parts.set(part, outcome.value);
    else for (const issue of validationIssues(outcome.issues)) errors.push({ ...issue, in: part });
  };
  const { params, query, body } = schemas;
  const { req } = ctx;
  if (params) add("params", await runSchema(params, { ...ctx.params }, "The params schema"));
  if (query) add("query", await runOnFields(query, searchOf(req.url), "The query schema"));
  if (body) {
    if (!isAccepted(req)) return unsupportedBody();
    add("body", await runOnValue(body, await ctx.body, "The body schema"));
  }
  if (errors.length === 0) return parts;
  return problemResponse({
    status: 422,
    detail: "The request is not valid.",
    errors: errors.slice(0, MAX_ISSUES),
  });
}

/** Without the parameters of the route, which a strict schema would refuse. */
function searchOf(url: string): URLSearchParams {
  const start = url.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : url.slice(start));
}

/** A request without a body is for the schema to judge. */
function isAccepted({ body, headers }: Request): boolean {
  if (body === null) return true;
  const type = mediaTypeOf(headers);
  return isJsonType(type) || isFormType(type);
}

function unsupportedBody(): Response {
  return problemResponse(
    { status: 415, detail: `Send the body as one of ${ACCEPTED_TYPES}.` },
    { accept: ACCEPTED_TYPES },
  );
}
