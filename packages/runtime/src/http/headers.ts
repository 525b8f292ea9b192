/** Sent with everything this server answers (SPEC: default headers). */
export const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-frame-options": "SAMEORIGIN",
} as const;

/** A page may hold personal data: only its visitor's own browser may keep it, and has to ask each time. */
const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "private, no-cache",
  ...SECURITY_HEADERS,
};

export const ERROR_PAGE_HEADERS = { ...PAGE_HEADERS, "cache-control": "no-store" };

/** The headers of an HTML answer; the user's own win. */
export function htmlHeaders(own: HeadersInit | undefined, isError: boolean): HeadersInit {
  const defaults = isError ? ERROR_PAGE_HEADERS : PAGE_HEADERS;
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
