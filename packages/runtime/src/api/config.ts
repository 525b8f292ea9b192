import type { RouteContext } from "./types.ts";

/**
 * How a link or form leads to the next page: `"in-place"` renders it into the document that is open, `"document"` loads a new one.
 */
export type Navigation = "in-place" | "document";

/**
 * The `config` export of a page, layout or root. The keys of a page replace those of its layouts and root; only `cacheTags` are
 * merged.
 */
export interface PageConfig {
  /** `false` accepts POST requests from other sites. Default `true`: they get a 403. */
  csrf?: boolean;
  /** `false` sends no JavaScript for the page, so it is not hydrated. Must be a literal. Default `true`. */
  hydrate?: boolean;
  /**
   * Renders the page at build time: `true` (a literal), or, for a route with parameters, a function that returns the paths as
   * `href` returns them. Default `false`.
   */
  prerender?: boolean | (() => string[] | Promise<string[]>);
  /**
   * `"document"` loads a new document on the way to this page and away from it, for pages whose `Head` has scripts that must
   * run. Default: the `navigation` option of `bunsen()`, which is `"in-place"`.
   */
  navigation?: Navigation;
  /**
   * Refreshes open pages in place when one of the page's `cacheTags`, or its path, is invalidated by `revalidateTag`,
   * `revalidatePath` or `cache.clear()`, in any process. The page need not be cached. It needs JavaScript (`hydrate`), and no
   * prerendered page is live. Default `false`.
   */
  live?: boolean;
  /** Largest request body, in megabytes (MB = 1,048,576 bytes). Default 10. */
  maxRequestBodyMB?: number;
  /**
   * Seconds, up to 86,400, that server functions, render and `resTransform` may take together. After that, `signal` aborts and
   * the visitor gets a 503. Default 30.
   */
  renderTimeout?: number;
  /**
   * Caches the page for all visitors (full-page cache, as ISR elsewhere). The page is then rendered without data of the
   * visitor: it gets its URL and the headers and cookies that `cacheVary` names, no others, and no `ip`, `locals`, `server`,
   * `session` and `nonce`. A function gets the visitor's own context and decides whether this request uses the cache; if not, the page is
   * rendered for this visitor only. Default `false`.
   */
  cachePage?: boolean | ((ctx: RouteContext) => boolean | Promise<boolean>);
  /**
   * Seconds that a cached page stays fresh; 0 disables the cache. Default: `s-maxage`, else `max-age`, of the `Cache-Control`
   * that the page sets (RFC 9111 §5.2.2); without it, `cache.defaultExpiry` of `defineServer`.
   */
  cacheExpiry?: number;
  /**
   * Further seconds in which the stale page is sent while it is rendered again. Default: the `stale-while-revalidate` of the
   * `Cache-Control` that the page sets (RFC 5861 §3), else 0.
   */
  cacheStale?: number;
  /** Tags for `revalidateTag`: at most 128, each of 1 to 256 characters. Default `[]`. */
  cacheTags?: readonly string[];
  /**
   * The search parameters that are part of the cache key; the page gets no others. Default: all except tracking parameters
   * (`utm_*`, `gclid`, `fbclid`, …).
   */
  cacheQuery?: readonly string[];
  /**
   * Request headers, such as `"accept-language"`, and cookies, such as `"cookie:theme"`, that are part of the cache key: the
   * page is cached once for each value. Default `[]`.
   */
  cacheVary?: readonly string[];
}

/** The `config` export of an endpoint. */
export interface EndpointConfig {
  /**
   * Seconds, up to 86,400, within which the handler and `resTransform` must return. After that, `signal` aborts and the
   * client gets a 503. A streamed body may take longer. Default: no limit for the handler, 30 for `resTransform`.
   */
  timeout?: number;
  /** Largest request body, in megabytes (MB = 1,048,576 bytes). Default 10. */
  maxRequestBodyMB?: number;
  /** `false` accepts POST, PUT, PATCH and DELETE requests from other sites. Default `true`: they get a 403. */
  csrf?: boolean;
}
