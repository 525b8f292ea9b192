/** How a page came from the cache: `MISS` if it was rendered for this request, or for one that this one waited with. */
export type CacheStatus = "HIT" | "STALE" | "MISS";

/** The response header that says so; lower case. */
export const CACHE_STATUS_HEADER = "x-bunsen-cache";

/** For a page that may be cached, rendered for its visitor alone. */
export const BYPASS_HEADERS = { [CACHE_STATUS_HEADER]: "BYPASS" };

export function setCacheStatus(headers: Headers, status: CacheStatus | "BYPASS"): void {
  headers.set(CACHE_STATUS_HEADER, status);
}

/** Whether a response is a page that is in the cache now. */
export function isCached({ headers }: Response): boolean {
  const status = headers.get(CACHE_STATUS_HEADER);
  return status !== null && status !== "BYPASS";
}
