/** The `Cache-Control` of a response for one visitor: only the visitor's browser may keep it, and it asks before each use. */
export const OWN_COPY_ONLY = "private, no-cache";

/** Keeps shared caches from storing a file that is sent together with a visitor's cookie. */
export function asVisitorsFile(response: Response): Response {
  const { headers } = response;
  if (headers.has("etag")) headers.set("cache-control", OWN_COPY_ONLY);
  return response;
}
