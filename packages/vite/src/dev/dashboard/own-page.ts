import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a request comes from our own page, or from nobody's: what is told of the app is not for the scripts of other
 * sites, also not of those that Vite lets ask for modules.
 *
 * `Sec-Fetch-Site` (https://w3c.github.io/webappsec-fetch-metadata/) cannot be set by a page, but browsers send it to
 * secure origins and this machine only. Without it, `Origin` tells of other sites whose scripts could read the answer.
 *
 * @param isDocument opening the page itself tells nothing to whoever links to it
 */
export function isOwnPage(headers: IncomingHttpHeaders, isDocument: boolean): boolean {
  const { "sec-fetch-site": site, "sec-fetch-mode": mode, origin, host } = headers;
  if (site === "same-origin" || site === "none") return true;
  if (isDocument && mode === "navigate") return true;
  if (site !== undefined) return false;
  return origin === undefined || URL.parse(origin)?.host === host;
}
