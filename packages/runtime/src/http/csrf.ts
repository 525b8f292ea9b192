import { isSameOrigin } from "./same-origin.ts";

const MUTATING = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** What a `<form>` can send without asking first (https://fetch.spec.whatwg.org/#cors-safelisted-request-header). */
const FORM_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

/**
 * Whether a request that may change something comes from another site's page, and so must be refused with 403.
 *
 * `Sec-Fetch-Site` (https://w3c.github.io/webappsec-fetch-metadata/) cannot be set by a page, so `same-origin` and
 * `none` pass. Else `Origin` decides. Browsers that send neither are old, and all such a one can send across sites is
 * a form; programs send neither, too, and pass with everything that no form can send.
 *
 * @param publicOrigin scheme and authority, as in `https://example.com`
 */
export function isCrossSite(method: string, headers: Headers, publicOrigin: string): boolean {
  if (!MUTATING.has(method)) return false;
  const site = headers.get("sec-fetch-site");
  if (site === "same-origin" || site === "none") return false;
  const origin = headers.get("origin");
  if (origin !== null) return !isSameOrigin(origin, publicOrigin, headers.get("host"));
  return site !== null || isFormType(headers.get("content-type"));
}

/** Two `Content-Type` lines reach us as one with a comma in it, and a reader may take either. */
function isFormType(contentType: string | null): boolean {
  if (contentType === null) return false;
  return contentType
    .toLowerCase()
    .split(",")
    .some((type) => FORM_TYPES.includes(type.split(";", 1)[0]?.trim() ?? ""));
}
