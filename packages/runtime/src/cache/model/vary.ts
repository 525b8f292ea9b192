/** A header, or one cookie, that belongs in the key: an entry of `cacheVary`, read. */
export interface KeyedInput {
  readonly kind: "header" | "cookie";
  /** Of a header in lower case. */
  readonly name: string;
}

/** What a request has under each keyed name, in their order; `null` where it has nothing. */
export type KeyedValues = readonly (string | null)[];

const TOKEN = /^[!#$%&'*+\-.^_`|~\w]+$/;
/** With these the key would be the visitor, or what the cache decides itself; and no request has a header `*`. */
const REFUSED = new Set([
  ..."* cookie authorization proxy-authorization".split(" "),
  ..."accept-encoding connection content-length host if-match if-modified-since if-none-match".split(" "),
  ..."if-range if-unmodified-since range transfer-encoding".split(" "),
]);
const COOKIE = "cookie:";

/** Reads one entry of `cacheVary`; `undefined` if it is none. */
export function parseKeyedInput(text: string): KeyedInput | undefined {
  if (text.startsWith(COOKIE)) {
    const name = text.slice(COOKIE.length);
    return TOKEN.test(name) ? { kind: "cookie", name } : undefined;
  }
  const name = text.toLowerCase();
  return TOKEN.test(name) && !REFUSED.has(name) ? { kind: "header", name } : undefined;
}

/** What a request has of what belongs in the key. */
export function keyedValues(inputs: readonly KeyedInput[], headers: Headers): KeyedValues {
  let cookies: Bun.CookieMap | undefined;
  return inputs.map(({ kind, name }) => {
    if (kind === "header") return textOrNull(headers.get(name));
    cookies ??= new Bun.CookieMap(headers.get("cookie") ?? "");
    return cookies.get(name)?.toWellFormed() ?? null;
  });
}

/** The headers that a page sees which is rendered for these values, and for nobody in particular. */
export function keyedHeaders(inputs: readonly KeyedInput[], values: KeyedValues): Headers {
  const headers = new Headers();
  const cookies: string[] = [];
  inputs.forEach(({ kind, name }, index) => {
    const value = values[index] ?? null;
    if (value === null) return;
    if (kind === "header") headers.set(name, value);
    else cookies.push(`${name}=${encodeURIComponent(value)}`);
  });
  if (cookies.length > 0) headers.set("cookie", cookies.join("; "));
  return headers;
}

/** The request headers that a response depends on, for `Vary` (RFC 9110 §12.5.5). */
export function variedHeaders(inputs: readonly KeyedInput[]): string[] {
  return [...new Set(inputs.map(({ kind, name }) => (kind === "cookie" ? "cookie" : name)))];
}

/** What a header cannot say in Latin-1 no page gets to see. */
function textOrNull(value: string | null): string | null {
  return value !== null && /^[\t\x20-\x7e\x80-\xff]*$/.test(value) ? value : null;
}
