/** What a page's config, or its server functions, say about caching; see `PageConfig`. */
export interface CacheRules {
  readonly cachePage?: unknown;
  /** Seconds. */
  readonly cacheExpiry?: number;
  /** Seconds. */
  readonly cacheStale?: number;
  readonly cacheTags?: readonly string[];
}

/** For how long and under which tags a response is cached. */
export interface Terms {
  /** Seconds. */
  readonly fresh: number;
  /** Seconds. */
  readonly stale: number;
  readonly tags: readonly string[];
}

/** What a page's own `Cache-Control` says about how long a shared cache may keep it; `undefined` where it says nothing. */
export type OwnTerms = { readonly [Name in "fresh" | "stale"]?: Terms[Name] | undefined };

/**
 * What applies to one response. `config` wins, except that a returned `cachePage: false` always does; tags add up.
 *
 * @param own of the response's `Cache-Control`, for what neither says
 * @param defaultExpiry seconds
 * @returns `undefined` if the response must not be stored
 */
export function cacheTerms(
  config: CacheRules,
  returned: CacheRules,
  own: OwnTerms,
  defaultExpiry: number,
): Terms | undefined {
  if (returned.cachePage === false) return undefined;
  const isWanted = config.cachePage ?? returned.cachePage ?? false;
  if (isWanted === false) return undefined;
  const fresh = config.cacheExpiry ?? returned.cacheExpiry ?? own.fresh ?? defaultExpiry;
  if (fresh === 0) return undefined;
  const stale = config.cacheStale ?? returned.cacheStale ?? own.stale ?? 0;
  const tags = [...new Set([...(config.cacheTags ?? []), ...(returned.cacheTags ?? [])])];
  return { fresh, stale, tags };
}

/** Why a response may not be stored. */
export type Refusal = "status" | "set-cookie" | "cache-control" | "vary";

/**
 * Whether a response may be stored for others: a whole 200 that says nothing to the contrary (RFC 9111 §3). Whether it
 * is whole, the caller knows.
 *
 * @param keyed names of the request headers that belong in the key, lower case
 * @returns what stands against it; `undefined` if nothing does
 */
export function storageRefusal(
  { status, headers }: Pick<Response, "status" | "headers">,
  keyed: readonly string[],
): Refusal | undefined {
  if (headers.has("set-cookie")) return "set-cookie";
  if (forbidsStoring(headers.get("cache-control"))) return "cache-control";
  if (status !== 200 || headers.has("content-range")) return "status";
  // What the page said it depends on, it could not see.
  const vary = listOf(headers.get("vary"));
  if (!vary.every((name) => name === "accept-encoding" || keyed.includes(name))) return "vary";
  return undefined;
}

/**
 * Directives under which a shared cache may not store a response, or not send it without asking again (RFC 9111
 * §5.2.2). Found anywhere in the header, because a semicolon in place of a comma must not publish what is private.
 */
const FORBIDDING = /(?<![\w-])(?:private|no-store|no-cache)(?![\w-])/i;

function forbidsStoring(cacheControl: string | null): boolean {
  return cacheControl !== null && FORBIDDING.test(cacheControl);
}

/** The members of a header that is a list, lower case. A comma within quotes splits, too: that only refuses more. */
function listOf(value: string | null): string[] {
  return (value ?? "")
    .toLowerCase()
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "");
}

/** What a stored page may be used for at an age: `stale` while it is rendered again. */
export type PageState = "fresh" | "stale" | "expired";

/** @param age seconds since the render began; what is no number is too old */
export function pageState(age: number, { fresh, stale }: Pick<Terms, "fresh" | "stale">): PageState {
  if (age < fresh) return "fresh";
  return age < fresh + stale ? "stale" : "expired";
}
