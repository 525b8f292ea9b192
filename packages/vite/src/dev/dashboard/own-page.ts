import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a request comes from our own page, or from no page at all. Scripts of other sites must not read it, not even
 * those that Vite allows to load modules.
 *
 * `Sec-Fetch-Site` (https://w3c.github.io/webappsec-fetch-metadata/) cannot be set by a page, but browsers send it to
 * secure origins and this machine only. Without it, `Origin` shows other sites whose scripts could read the response.
 *
 * @param isDocument opening the page itself reveals nothing to the page that links to it
 */
export function isOwnPage(headers: IncomingHttpHeaders, isDocument: boolean): boolean {
  const { "sec-fetch-site": site, "sec-fetch-mode": mode, origin, host } = headers;
  if (site === "same-origin" || site === "none") return true;
  if (isDocument && mode === "navigate") return true;
  if (site !== undefined) return false;
  return origin === undefined || URL.parse(origin)?.host === host;
}
