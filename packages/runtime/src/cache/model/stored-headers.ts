import { addVary, removeConnectionHeaders } from "../../http/headers.ts";
import { OWN_COPY_ONLY } from "../../http/own-copy.ts";
import { CACHE_STATUS_HEADER } from "./cache-status.ts";
import type { Terms } from "./policy.ts";

/** About one moment, one visitor, or the length of one coding (RFC 9111 §3.1). */
const NOT_STORED = ["age", "content-length", "date", "set-cookie", CACHE_STATUS_HEADER];

/** What a visitor's browser may keep, but has to ask about before it shows it again. */
const ASK_AGAIN = "public, max-age=0, must-revalidate";

/** Bytes of `Cache-Tag` that proxies take among the other headers; purging by half of the tags would be worse than none. */
const LONGEST_TAG_HEADER = 8192;

export interface CacheHeaderOptions {
  readonly terms: Terms;
  /** Whether every visitor gets this page, so that caches in front may keep it. */
  readonly isForAll: boolean;
  /** Request headers that the page depends on. */
  readonly varied: readonly string[];
  /** For a page that has no `ETag` of its own; with its quotes. */
  readonly etag: string;
}

/**
 * The headers that a stored page is sent with. What the page set itself wins: `Cache-Control` and `CDN-Cache-Control`
 * (RFC 9213) together, `ETag`, `Cache-Tag`.
 *
 * @param headers of the response; they are changed
 */
export function storedHeaders(headers: Headers, options: CacheHeaderOptions): Headers {
  const { terms, isForAll, varied, etag } = options;
  for (const name of NOT_STORED) headers.delete(name);
  removeConnectionHeaders(headers);
  const setDefault = (name: string, value: string) => headers.has(name) || headers.set(name, value);
  if (isForAll && !headers.has("cache-control")) setDefault("cdn-cache-control", cdnCacheControl(terms));
  setDefault("cache-control", isForAll ? ASK_AGAIN : OWN_COPY_ONLY);
  setDefault("etag", etag);
  const tags = terms.tags.map(encodeTag).join(",");
  if (isForAll && tags !== "" && tags.length <= LONGEST_TAG_HEADER) setDefault("cache-tag", tags);
  for (const name of varied) addVary(headers, name);
  return headers;
}

function cdnCacheControl({ fresh, stale }: Omit<Terms, "tags">): string {
  const swr = stale > 0 ? `, stale-while-revalidate=${Math.floor(stale)}` : "";
  return `public, max-age=${Math.floor(fresh)}${swr}`;
}

/** Visible ASCII without commas, which separate tags; anything else as in a URL. */
function encodeTag(tag: string): string {
  return tag.replace(/[^!-+\--~]+/g, encodeURIComponent);
}

/** Whether the page itself said what caches in between may do with it. */
export function saysWhatCachesMay(headers: Headers, terms: Omit<Terms, "tags">): boolean {
  const cdn = headers.get("cdn-cache-control");
  return headers.get("cache-control") !== ASK_AGAIN || (cdn !== null && cdn !== cdnCacheControl(terms));
}
