import type { Invalidation } from "../api/cache-store.ts";
import type { TrailingSlash } from "../api/define-server.ts";
import { appBase } from "../contract/base-path.ts";
import { errors } from "../diagnostics/errors.ts";
import { canonicalizePath } from "../http/path.ts";
import { routePath } from "../http/target.ts";
import { showValue } from "../options/checks.ts";
import { tellOfInvalidation } from "./invalidation-listeners.ts";
import { isTag } from "./model/rules.ts";
import type { CacheCounts, PageCache } from "./page-cache.ts";

/** The caches of the apps in this process, nearly always one, and how their paths are spelled. */
const caches = new Map<PageCache, TrailingSlash>();

/** Called by an app when it starts. */
export function addCache(cache: PageCache, trailingSlash: TrailingSlash): void {
  caches.set(cache, trailingSlash);
}

/**
 * Drops every stored page of a path, with any search. Takes effect at once in this process, and in the others when the
 * promise resolves; it never rejects: what a store that is away missed is made up for before it is read again. Open
 * pages with `live` refresh; nothing else happens in development, where nothing is stored.
 *
 * @param path of the page, such as `/blog/first-post`, or what `href` gives: with or without `base`
 * @throws {BunsenError} REVALIDATE_PATH if it is no path
 */
export function revalidatePath(path: string): Promise<void> {
  const canonical = checkPath(path, "never");
  return everywhere((trailingSlash) => ({ kind: "path", path: checkPath(path, trailingSlash) }), {
    kind: "path",
    path: canonical,
  });
}

/**
 * Drops every stored page that has a tag, as {@link revalidatePath} does.
 *
 * @throws {BunsenError} REVALIDATE_TAG if it can be no tag
 */
export function revalidateTag(tag: string): Promise<void> {
  if (!isTag(tag)) throw errors.revalidateTag(showValue(tag));
  return everywhere(() => ({ kind: "tag", tag }), { kind: "tag", tag });
}

/** The page cache of this process. */
export const cache = {
  /** Drops every stored page, as {@link revalidatePath} does. */
  clear: (): Promise<void> => everywhere(() => ({ kind: "all" }), { kind: "all" }),

  /** What the cache did since this process started, and what it holds in memory. Zeros in development. */
  stats(): CacheStats {
    const all = [...caches.keys()].map((each) => each.stats);
    const sum = (name: keyof Omit<CacheStats, "store">) =>
      all.reduce((total, stats) => total + stats[name], 0);
    return {
      store: all[0]?.store ?? "none",
      entries: sum("entries"),
      bytes: sum("bytes"),
      hits: sum("hits"),
      stale: sum("stale"),
      misses: sum("misses"),
      bypasses: sum("bypasses"),
      renders: sum("renders"),
      storeFailures: sum("storeFailures"),
    };
  },
};

/** What `cache.stats()` gives. */
export interface CacheStats extends CacheCounts {
  /** `memory`, `file`, `redis`, or the name of a store of your own. */
  store: string;
  /** Pages in memory. */
  entries: number;
  /** Bytes of memory that they take. */
  bytes: number;
  /** How often the store could not be used. */
  storeFailures: number;
}

/** @param plain the same for who knows no `trailingSlash` */
async function everywhere(
  what: (trailingSlash: TrailingSlash) => Invalidation,
  plain: Invalidation,
): Promise<void> {
  await Promise.all([...caches].map(([each, trailingSlash]) => each.invalidate(what(trailingSlash))));
  tellOfInvalidation(plain);
}

function checkPath(path: string, trailingSlash: TrailingSlash): string {
  const isPlain = typeof path === "string" && path.startsWith("/") && !/[?#]/.test(path);
  const canonical = isPlain ? canonicalizePath(routePath(path, appBase()), trailingSlash) : undefined;
  if (!canonical || "reason" in canonical) throw errors.revalidatePath(showValue(path));
  return canonical.path;
}
