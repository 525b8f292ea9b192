/** A value, or a promise of it. */
export type MaybePromise<Value> = Value | Promise<Value>;

/** One cached page: the response, and for how long it may be sent. */
export interface StoredPage {
  readonly status: number;
  /** The response headers; never `set-cookie`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The whole body, as the page made it. */
  readonly body: Uint8Array;
  /** When the render of the page began, in milliseconds since 1970. */
  readonly renderedAt: number;
  /** Seconds from `renderedAt` for which the page is fresh. */
  readonly fresh: number;
  /** Further seconds for which the stale page may be sent while it is rendered again (stale-while-revalidate, RFC 5861 §3). */
  readonly stale: number;
  /** The canonical path, for `revalidatePath`. */
  readonly path: string;
  /** The tags of the page, for `revalidateTag`. */
  readonly tags: readonly string[];
}

/** Which pages are out of date: those of one path with any query string, those with a tag, or all. */
export type Invalidation =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "all" };

/** A lock on a key: no other process renders its page; see {@link CacheStore.lock}. */
export interface CacheLock {
  /** Releases the lock. */
  release(): MaybePromise<void>;
}

/** The right to one run of a cron job; see {@link CacheStore.claimJob}. */
export interface JobClaim {
  /** Makes the claim last as long again. @returns whether it was still ours */
  renew(): MaybePromise<boolean>;
  /** Ends the claim, so that the next run of the job may begin. */
  release(): MaybePromise<void>;
}

/**
 * A backing store for cached pages. Bunsen has a memory cache in front of every store, so that a store is only read after a
 * miss there. If a method throws or rejects, that is a miss and a line in the log, never an error for a visitor. Test your own
 * store with `testCacheStore` of `@bunsen/runtime/cache-store-test`.
 */
export interface CacheStore {
  /** The name in messages: `redis`, `file`, … */
  readonly name: string;

  /**
   * Called once, before the first use, and never during a build.
   *
   * @param namespace all pages that the store writes from now on belong to it. It changes with every build; the store may
   *   remove the pages of other namespaces.
   * @param onInvalidation for a store that several processes share: the store calls it for invalidations by other processes,
   *   and with `{ kind: "all" }` after a time in which it may have missed some
   */
  open?(namespace: string, onInvalidation: (what: Invalidation) => void): MaybePromise<void>;

  /**
   * Reads a page.
   *
   * @returns `undefined` if there is none, if it cannot be read completely, or if more than `fresh + stale` seconds have
   *   passed. Bunsen also discards a page whose `renderedAt` is more than 10 seconds in the future.
   */
  read(key: string): MaybePromise<StoredPage | undefined>;

  /** The store's logical clock: a number that every invalidation increases and that never decreases. */
  clock(): MaybePromise<number>;

  /**
   * Writes a page, unless its path, one of its tags or everything was invalidated after the clock had the value `since`: its
   * data may be older than the invalidation.
   *
   * @param since the clock before the page was rendered
   * @returns whether the page was stored
   */
  write(key: string, page: StoredPage, since: number): MaybePromise<boolean>;

  /**
   * Removes pages. After it has resolved, no process reads them any more. If it rejects or takes longer than 5 seconds, it is
   * called again with the same value before any other method is called.
   */
  invalidate(what: Invalidation): MaybePromise<void>;

  /**
   * For a store that several processes share: locks a key, so that only one process renders its page.
   *
   * @param seconds after which the lock is released if `release` was not called
   * @returns `undefined` while another process has the lock
   */
  lock?(key: string, seconds: number): MaybePromise<CacheLock | undefined>;

  /**
   * For a store that several processes share: the right to one run of a cron job. All builds have the same claims. It has to
   * be refused while another run of the job goes on, and for a time for which the job was already run.
   *
   * @param scheduledAt the time of the run in milliseconds since 1970
   * @param seconds after which the claim ends if it is neither renewed nor released
   * @returns `undefined` if it is refused
   */
  claimJob?(name: string, scheduledAt: number, seconds: number): MaybePromise<JobClaim | undefined>;

  /** Closes connections; called during the shutdown. */
  close?(): MaybePromise<void>;
}
