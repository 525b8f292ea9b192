import type { NextPage } from "./load.ts";
import type { Place } from "./place.ts";

/**
 * Requests a page as a visitor would, and makes it ready.
 *
 * @param isWanted whether to use a response
 * @returns `undefined` if it must be a document
 * @throws if the request fails, or what the page needs cannot be loaded, or the response is not wanted
 */
export async function fetchPage(
  url: URL,
  place: Place,
  signal: AbortSignal,
  isWanted: (response: Response) => boolean = () => true,
): Promise<NextPage | undefined> {
  const requestedAt = performance.now();
  const response = await fetch(url, { headers: { accept: "text/html" }, mode: "same-origin", signal });
  if (!isWanted(response)) {
    await response.body?.cancel();
    throw response;
  }
  const page = await place.read(response, requestedAt);
  if (page === undefined) await response.body?.cancel();
  return typeof page === "object" ? page : undefined;
}
