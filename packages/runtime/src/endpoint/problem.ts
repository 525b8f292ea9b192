import type { ProblemError } from "../api/problem.ts";
import { statusText } from "../diagnostics/http-errors.ts";
import { SECURITY_HEADERS } from "../http/headers.ts";

/** What a problem document says besides its title, which follows from the status. */
export interface ProblemContent {
  status: number;
  detail?: string;
  requestId?: string;
  errors?: readonly ProblemError[];
}

/** An error response as `application/problem+json` (RFC 9457). */
export function problemResponse(problem: ProblemContent, headers: Record<string, string> = {}): Response {
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
