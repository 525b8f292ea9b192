import { statusText } from "../diagnostics/http-errors.ts";
import { SECURITY_HEADERS } from "../http/headers.ts";
import type { ValidationIssue } from "../schema/validation-issues.ts";

/** The members of a problem document that we use (RFC 9457 §3.1), and the request's id as an extension. */
export interface Problem {
  status: number;
  detail?: string;
  requestId?: string;
  /** What schemas say of the request. */
  errors?: readonly ProblemError[];
}

/** One thing that is wrong with a request, as in the example of RFC 9457 §3. */
export interface ProblemError extends ValidationIssue {
  /** The part of the request that `pointer` leads into. */
  readonly in: "params" | "query" | "body";
}

/** An error response as `application/problem+json` (RFC 9457). */
export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  const { status, detail, requestId, errors } = problem;
  const title = statusText(status);
  const body = JSON.stringify({
    title,
    status,
    detail: detail === title ? undefined : detail,
    requestId,
    errors,
  });
  return new Response(body, {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...SECURITY_HEADERS,
      ...headers,
    },
  });
}
