import type { RequestTarget } from "../../http/target.ts";
import { cacheSearch } from "./query.ts";
import { type KeyedInput, type KeyedValues, keyedHeaders, keyedValues } from "./vary.ts";

/** Which parts of a request belong in the key of a page. */
export interface KeyRules {
  /** The search parameters that matter; `undefined` for all but tracking ones. */
  readonly query: readonly string[] | undefined;
  readonly vary: readonly KeyedInput[];
}

/** All that tells one stored page from another; the page is rendered from nothing else. */
export interface CacheKey {
  /** The name that stores know it by. */
  readonly text: string;
  /** The URL that the page sees. */
  readonly target: RequestTarget;
  readonly values: KeyedValues;
}

/**
 * The key of a request. It holds origin, path, search and the values of `vary`; the build is the namespace that all
 * keys of a store are in, and the method is always GET.
 */
export function cacheKey(target: RequestTarget, headers: Headers, rules: KeyRules): CacheKey {
  const keyed = target.search === "" ? target : withSearch(target, cacheSearch(target.search, rules.query));
  if (rules.vary.length === 0) return { text: keyed.href, target: keyed, values: [] };
  const values = keyedValues(rules.vary, headers);
  // A URL has no line break in it, and JSON says where a value ends.
  return { text: `${keyed.href}\n${JSON.stringify(values)}`, target: keyed, values };
}

/** The request that a page is rendered for: what is in the key, and nothing of who asked first. */
export function keyedRequest(key: CacheKey, rules: KeyRules): Request {
  return new Request(key.target.href, { headers: keyedHeaders(rules.vary, key.values) });
}

function withSearch(target: RequestTarget, search: string): RequestTarget {
  if (search === target.search) return target;
  const { href, origin, path } = target;
  return { href: href.slice(0, href.length - target.search.length) + search, origin, path, search };
}
