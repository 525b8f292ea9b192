import type { Redirect } from "../diagnostics/http-errors.ts";
import { mergeHeaders, SECURITY_HEADERS } from "./headers.ts";

/** Where a visitor was sent is no cache's business, unless the user says so. */
const REDIRECT_HEADERS = { "cache-control": "no-store", ...SECURITY_HEADERS };

/**
 * The response to a redirect, thrown or returned.
 *
 * @param own headers that user code returned with it; they win
 */
export function redirectResponse(
  { location, status }: Pick<Redirect, "location" | "status">,
  own: HeadersInit = {},
): Response {
  const headers = mergeHeaders(REDIRECT_HEADERS, own);
  headers.set("location", location);
  return new Response(null, { status, headers });
}
