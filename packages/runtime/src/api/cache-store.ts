/** A value now or later. */
export type MaybePromise<Value> = Value | Promise<Value>;

/** A compression that a stored page may hold its bytes in, as `Content-Encoding` names it. */
export type StoredEncoding = "zstd" | "gzip" | "br";

/** One stored page: all that a HIT sends, and how long it may. */
export interface StoredPage {
  readonly status: number;
  /** As they are sent; never `set-cookie`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The whole body, not compressed. */
  readonly body: Uint8Array;
  /** The same bytes compressed; without an encoding that would not make them smaller. */
  readonly encoded: Readonly<Partial<Record<StoredEncoding, Uint8Array>>>;
  /** When its render began, in milliseconds since 1970. */
  readonly renderedAt: number;
  /** Seconds from `renderedAt` for which the page is fresh. */
  readonly fresh: number;
  /** Further seconds in which it may be sent while it is rendered again. */
  readonly stale: number;
  /** The canonical path, for `revalidatePath`. */
  readonly path: string;
  /** For `revalidateTag`. */
  readonly tags: readonly string[];
}

/** What is no longer true: one path with all of its queries, one tag, or everything. */
export type Invalidation =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "all" };

/** A right to render that no other process has; see {@link CacheStore.lock}. */
export interface CacheLock {
  /** Gives the right back. */
  release(): MaybePromise<void>;
}

/**
 * Where stored pages live. Bunsen keeps the pages in use in memory in front of every store, so a store is asked on a
 * miss only. A method may throw or reject: that is a miss with a line in the log, never an error to a visitor. Run
 * `testCacheStore` of `@bunsen/runtime/cache-store-test` against your own.
 */
export interface CacheStore {
  /** For messages: `redis`, `file`, … */
  readonly name: string;

  /**
   * Called once before anything else, at the first use and never during a build. What the store holds from now on
   * belongs to this namespace, which is new with every build; the store may remove what other namespaces left.
   *
   * @param onInvalidation for a store that several processes share: called for what another process invalidated, and
   *   with `{ kind: "all" }` after a time in which such a message may have been missed
   */
  open?(namespace: string, onInvalidation: (what: Invalidation) => void): MaybePromise<void>;

  /**
   * The page under a key; `undefined` too for what cannot be read whole. Never a page past `fresh + stale`; one with
   * `renderedAt` more than 10 seconds in the future counts as past it, whatever store gave it.
   */
  read(key: string): MaybePromise<StoredPage | undefined>;

  /** The store's clock: a number that is larger after each invalidation, and never goes back. */
  clock(): MaybePromise<number>;

  /**
   * Stores a page, unless its path or one of its tags (or everything) was invalidated after the clock stood at
   * `since`: what it was rendered from may be older than that.
   *
   * @returns whether the page was stored
   */
  write(key: string, page: StoredPage, since: number): MaybePromise<boolean>;

  /**
   * Removes what is no longer true; once it resolves, no process reads it any more. One that rejects, or takes longer
   * than 5 seconds, is called again with the same before anything else is asked of the store.
   */
  invalidate(what: Invalidation): MaybePromise<void>;

  /**
   * For a store that several processes share: the right to render a key. It ends by itself.
   *
   * @param seconds after which another process may have it
   * @returns `undefined` while another has it
   */
  lock?(key: string, seconds: number): MaybePromise<CacheLock | undefined>;

  /** Ends connections; called at shutdown. */
  close?(): MaybePromise<void>;
}
