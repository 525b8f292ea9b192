import type { CachedPage } from "../../cache/model/cached-page.ts";
import type { ResponseTime, ResponseVariant } from "../../cache/model/response-variant.ts";
import type { PageCache } from "../../cache/page-cache.ts";
import type { RepeatableBody } from "../../http/repeatable-body.ts";
import type { CachedRequest } from "./cached-request.ts";

/** A cached page within one second: its age is in the headers. */
class RepeatablePage implements RepeatableBody {
  readonly #cache: PageCache;
  readonly #page: CachedPage;
  readonly #variant: ResponseVariant;
  readonly #seconds: number;

  constructor(cache: PageCache, page: CachedPage, variant: ResponseVariant, age: number) {
    this.#cache = cache;
    this.#page = page;
    this.#variant = variant;
    this.#seconds = Math.floor(age);
  }

  again(): BodyInit | undefined {
    const page = this.#page;
    const { age } = page;
    if (Math.floor(age) !== this.#seconds || page.stateAt(age) !== "fresh") return undefined;
    // The cache knows what was invalidated, and counts what is asked for often.
    if (this.#cache.find(page.key) !== page) return undefined;
    this.#cache.counts.hits += 1;
    return this.#variant.body.init;
  }
}

/**
 * Whether the next visitor with this URL and `Accept-Encoding` gets the same response.
 *
 * @returns `undefined` if not, or if this is the first request for it within this second
 */
export function repeatablePage(
  { pages: { cache }, caching, context }: CachedRequest,
  page: CachedPage,
  variant: ResponseVariant,
  time: ResponseTime,
): RepeatableBody | undefined {
  const isForAll = caching.cachePage === true && caching.vary.length === 0 && !time.isOwnCopy;
  const isFound = time.status === "HIT" && context.isNegotiated && variant.lastModified === undefined;
  return cache && isForAll && isFound && variant.isAt(time)
    ? new RepeatablePage(cache, page, variant, time.age)
    : undefined;
}
