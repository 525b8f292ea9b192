/** Sent with everything this server answers (SPEC: default headers). */
export const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-frame-options": "SAMEORIGIN",
} as const;

const STORED_PAGE_HEADERS = { "content-type": "text/html; charset=utf-8", ...SECURITY_HEADERS };

/** A page may hold personal data: only its visitor's own browser may keep it, and has to ask each time. */
const PAGE_HEADERS = { ...STORED_PAGE_HEADERS, "cache-control": "private, no-cache" };

export const ERROR_PAGE_HEADERS = { ...PAGE_HEADERS, "cache-control": "no-store" };

/** What an HTML answer is for, which decides who may keep it; the cache says that itself. */
export type HtmlPurpose = "visitor" | "cache" | "error";

const HTML_DEFAULTS: Record<HtmlPurpose, Record<string, string>> = {
  visitor: PAGE_HEADERS,
  cache: STORED_PAGE_HEADERS,
  error: ERROR_PAGE_HEADERS,
};

/** The headers of an HTML answer; the user's own win. */
export function htmlHeaders(own: HeadersInit | undefined, purpose: HtmlPurpose): HeadersInit {
  const defaults = HTML_DEFAULTS[purpose];
  return own === undefined ? defaults : mergeHeaders(defaults, own);
}

/** `defaults` below `own`. Several `Set-Cookie` lines stay several. */
export function mergeHeaders(defaults: Record<string, string>, own: HeadersInit): Headers {
  const merged = new Headers(own);
  for (const name in defaults) {
    const value = defaults[name];
    if (value !== undefined && !merged.has(name)) merged.set(name, value);
  }
  return merged;
}

/** Adds the default headers to an answer that user code made. */
export function addDefaults(headers: Headers, defaults: Record<string, string>): void {
  for (const name in defaults) {
    const value = defaults[name];
    if (value !== undefined && !headers.has(name)) headers.set(name, value);
  }
}

/** About one connection (RFC 9110 §7.6.1). */
const CONNECTION_HEADERS = [
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Deletes what is about the connection that a message came on: `Connection`, and what it names (RFC 9110 §7.6.1). */
export function removeConnectionHeaders(headers: Headers): void {
  for (const name of headers.get("connection")?.match(/[^\s,]+/g) ?? []) headers.delete(name);
  headers.delete("connection");
  for (const name of CONNECTION_HEADERS) headers.delete(name);
}

/** Adds a name to `Vary` (RFC 9110 §12.5.5) unless it is there. */
export function addVary(headers: Headers, name: string): void {
  const vary = headers.get("vary");
  if (vary === null || vary === "") {
    headers.set("vary", name);
    return;
  }
  const names = vary.split(",").map((member) => member.trim().toLowerCase());
  if (!names.includes("*") && !names.includes(name.toLowerCase())) headers.set("vary", `${vary}, ${name}`);
}
