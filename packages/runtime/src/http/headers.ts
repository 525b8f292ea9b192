import { OWN_COPY_ONLY } from "./own-copy.ts";

/** Sent with every response. */
export const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-frame-options": "SAMEORIGIN",
} as const;

const STORED_PAGE_HEADERS = { "content-type": "text/html; charset=utf-8", ...SECURITY_HEADERS };

/** A page may contain personal data: only the visitor's browser may store it, and it must revalidate it each time. */
const PAGE_HEADERS = { ...STORED_PAGE_HEADERS, "cache-control": OWN_COPY_ONLY };

export const ERROR_PAGE_HEADERS = { ...PAGE_HEADERS, "cache-control": "no-store" };

/** What an HTML response is for. It determines the `Cache-Control`; the page cache sets its own. */
export type HtmlPurpose = "visitor" | "cache" | "error";

const HTML_DEFAULTS: Record<HtmlPurpose, Record<string, string>> = {
  visitor: PAGE_HEADERS,
  cache: STORED_PAGE_HEADERS,
  error: ERROR_PAGE_HEADERS,
};

/** The headers of an HTML response; those of user code take precedence. */
export function htmlHeaders(own: HeadersInit | undefined, purpose: HtmlPurpose): HeadersInit {
  const defaults = HTML_DEFAULTS[purpose];
  return own === undefined ? defaults : mergeHeaders(defaults, own);
}

/** Merges headers; those in `own` replace those in `defaults`. Several `Set-Cookie` headers stay separate. */
export function mergeHeaders(defaults: Record<string, string>, own: HeadersInit): Headers {
  const merged = new Headers(own);
  for (const name in defaults) {
    const value = defaults[name];
    if (value !== undefined && !merged.has(name)) merged.set(name, value);
  }
  return merged;
}

/** Adds the default headers that a response of user code does not set. */
export function addDefaults(headers: Headers, defaults: Record<string, string>): void {
  for (const name in defaults) {
    const value = defaults[name];
    if (value !== undefined && !headers.has(name)) headers.set(name, value);
  }
}

/** Headers that apply to one connection only (RFC 9110 §7.6.1). */
const CONNECTION_HEADERS = [
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Deletes the headers that apply to one connection only, including those that `Connection` names (RFC 9110 §7.6.1). */
export function removeConnectionHeaders(headers: Headers): void {
  for (const name of headers.get("connection")?.match(/[^\s,]+/g) ?? []) headers.delete(name);
  headers.delete("connection");
  for (const name of CONNECTION_HEADERS) headers.delete(name);
}

/** Adds a name to `Vary` (RFC 9110 §12.5.5), unless the header has it already. */
export function addVary(headers: Headers, name: string): void {
  const vary = headers.get("vary");
  if (vary === null || vary === "") {
    headers.set("vary", name);
    return;
  }
  const names = vary.split(",").map((member) => member.trim().toLowerCase());
  if (!names.includes("*") && !names.includes(name.toLowerCase())) headers.set("vary", `${vary}, ${name}`);
}
