import { isSameOrigin } from "./same-origin.ts";

const MUTATING = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** The types that a `<form>` can send without a preflight (https://fetch.spec.whatwg.org/#cors-safelisted-request-header). */
const FORM_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

/**
 * Whether a request with an unsafe method (RFC 9110 §9.2.1) comes from a page of another site, and must be refused with 403.
 *
 * Pages cannot set `Sec-Fetch-Site` (https://w3c.github.io/webappsec-fetch-metadata/), so `same-origin` and `none` are
 * accepted. Otherwise `Origin` decides. Browsers that send neither header are old, and can send only forms to other sites.
 * Other programs send neither header as well, so requests with a content type that no form can have are accepted.
 *
 * @param publicOrigin scheme and authority, as in `https://example.com`
 */
export function isCrossSite(method: string, headers: Headers, publicOrigin: string): boolean {
  if (!MUTATING.has(method)) return false;
  const site = headers.get("sec-fetch-site");
  if (site === "same-origin" || site === "none") return false;
  const origin = headers.get("origin");
  if (origin !== null) return !isSameOrigin(origin, publicOrigin, headers.get("host"));
  return site !== null || mayBeFormType(headers.get("content-type"));
}

/** Two `Content-Type` headers arrive as one with a comma, and a parser may use either part. */
function mayBeFormType(contentType: string | null): boolean {
  if (contentType === null) return false;
  return contentType
    .toLowerCase()
    .split(",")
    .some((type) => FORM_TYPES.includes(type.split(";", 1)[0]?.trim() ?? ""));
}
