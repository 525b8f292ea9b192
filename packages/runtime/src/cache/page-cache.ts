import type { CacheLock, CacheStore, Invalidation, StoredPage } from "../api/cache-store.ts";
import { HttpError, Redirect } from "../diagnostics/http-errors.ts";
import { errorFields } from "../diagnostics/log.ts";
import { logError, notices } from "../diagnostics/log-events.ts";
import { Backing } from "./backing-store.ts";
import { Pauses } from "./memory/backoff.ts";
import { Flights, LONGEST_WAIT } from "./memory/in-flight.ts";
import { PageMemory } from "./memory/page-memory.ts";
import { RecentKeys } from "./memory/recent-keys.ts";
import { HeldPage } from "./model/cached-page.ts";
import { millisecondsLeft } from "./model/freshness.ts";
import { MemoryStore } from "./stores/memory.ts";

/** What a render came to: a page to keep, or an answer for the one visitor it was rendered for. */
export type Filled = { readonly page: StoredPage } | { readonly response: Response };

/** How to make the page of a key. */
export interface Fill {
  /** The canonical path. */
  readonly path: string;
  /** Seconds that the render may take. */
  readonly seconds: number;
  /** @throws what the page does: no answer, and nothing to keep */
  render(): Promise<Filled>;
}

/** A page that everybody who asked for the key may get; or not even two of them. */
export type Outcome = { readonly page: HeldPage; readonly isRendered: boolean } | { readonly alone: Alone };

/** An answer for one visitor. Whoever takes it first has it; the others need their own. */
export class Alone {
  #response: Response | undefined;

  constructor(response: Response) {
    this.#response = response;
  }

  take(): Response | undefined {
    const response = this.#response;
    this.#response = undefined;
    return response;
  }
}

/** Counts since the start of this process, for `cache.stats()`. */
export interface CacheCounts {
  hits: number;
  stale: number;
  misses: number;
  bypasses: number;
  /** Pages rendered for the cache; fewer than `misses` where visitors waited for the same one. */
  renders: number;
}

export interface PageCacheOptions {
  /** What is behind the memory; one of memory only says how large it is. */
  readonly store: CacheStore;
  /** New with every build. */
  readonly namespace: string;
  /** Bytes of memory in front of a store that is not of memory itself. */
  readonly maximumBytes: number;
}

/** For how long it is remembered that a key gives answers which are for one visitor only. */
const ALONE_MILLISECONDS = 5000;
/** While another process renders. */
const POLL_MILLISECONDS = 50;
/** On top of what a render may take, for the lock of a process that has died. */
const LOCK_GRACE_SECONDS = 5;
const MAXIMUM_ENTRIES = 100_000;

/**
 * The pages of one app: memory in front, a store behind, one render per key at a time. Knows nothing of requests and
 * of what may be stored; see `page/cached.ts`.
 */
export class PageCache {
  readonly counts: CacheCounts = { hits: 0, stale: 0, misses: 0, bypasses: 0, renders: 0 };
  readonly #memory: PageMemory<HeldPage>;
  readonly #backing: Backing | undefined;
  readonly #flights = new Flights<Outcome>();
  readonly #alone = new RecentKeys<true>();
  readonly #pauses = new Pauses();
  readonly #storeName: string;

  constructor({ store, namespace, maximumBytes }: PageCacheOptions) {
    const isMemory = store instanceof MemoryStore;
    const limits = isMemory ? store.limits : { maximumBytes, maximumEntries: MAXIMUM_ENTRIES };
    this.#storeName = store.name;
    this.#memory = new PageMemory({ ...limits, bytesOf: (key, page) => page.bytes + 2 * key.length });
    this.#backing = isMemory ? undefined : new Backing(store, namespace, (what) => this.#forget(what));
  }

  /** The page of a key as far as it is in memory; perhaps a stale one. */
  find(key: string): HeldPage | undefined {
    return this.#memory.read(key);
  }

  /** Whether a key gave, a moment ago, an answer for one visitor only. */
  isAlone(key: string): boolean {
    return this.#alone.get(key) === true;
  }

  /**
   * The page of a key that is not in memory: from the store, from another process that renders it, or rendered here.
   *
   * @throws what the page does, to everybody who waits
   */
  obtain(key: string, fill: Fill): Promise<Outcome> {
    return this.#flights.join(key, this.#clock, () => this.#fetch(key, fill, false));
  }

  /** Replaces a stale page in the background. A failure keeps it, and is followed by a pause. */
  refresh(key: string, fill: Fill): void {
    if (this.#pauses.has(key) || this.#flights.has(key, this.#clock())) return;
    this.#flights
      .join(key, this.#clock, () => this.#fetch(key, fill, true))
      .then((outcome) => {
        this.#pauses.end(key);
        if ("page" in outcome) return;
        outcome.alone.take()?.body?.cancel().catch(ignoreCancelled);
        return this.invalidate({ kind: "path", path: fill.path });
      })
      .catch((error) => this.#refreshFailed(key, fill, error));
  }

  /** Takes effect at once in this process; resolves when it does in the others. Never rejects. */
  async invalidate(what: Invalidation): Promise<void> {
    this.#forget(what);
    await this.#backing?.invalidate(what);
  }

  get stats() {
    return {
      ...this.counts,
      store: this.#storeName,
      storeFailures: this.#backing?.failures ?? 0,
      entries: this.#memory.entries,
      bytes: this.#memory.bytes,
    };
  }

  async close(): Promise<void> {
    await this.#backing?.close();
  }

  #clock = (): number => this.#memory.clock();

  #forget(what: Invalidation): void {
    this.#memory.invalidate(what);
    this.#alone.clear();
    this.#pauses.clear();
  }

  async #fetch(key: string, fill: Fill, onlyFresh: boolean): Promise<Outcome> {
    if (!this.#backing) return this.#render(key, fill, undefined);
    const stored = await this.#fromStore(key, onlyFresh);
    if (stored) return { page: stored, isRendered: false };
    const lock = await this.#takeTurn(this.#backing, key, fill);
    const meanwhile = await this.#fromStore(key, onlyFresh);
    if (!meanwhile) return this.#render(key, fill, lock);
    if (lock) this.#backing.release(lock);
    return { page: meanwhile, isRendered: false };
  }

  /** Waits while another process renders the page, but not for ever. */
  async #takeTurn(backing: Backing, key: string, fill: Fill): Promise<CacheLock | undefined> {
    const end = performance.now() + LONGEST_WAIT;
    for (;;) {
      const lock = await backing.lock(key, fill.seconds + LOCK_GRACE_SECONDS);
      if (lock !== "taken") return lock;
      if (performance.now() >= end) return undefined;
      await Bun.sleep(POLL_MILLISECONDS);
      // Its page may be there before its lock is given back; who asks for a lock in vain looks for the page at least.
      if (await this.#fromStore(key, true)) return undefined;
    }
  }

  async #fromStore(key: string, onlyFresh: boolean): Promise<HeldPage | undefined> {
    const since = this.#memory.clock();
    const page = await this.#backing?.read(key);
    if (!page || this.#memory.clock() !== since) return undefined;
    if (millisecondsLeft(page) <= 0 || (onlyFresh && page.state === "stale")) return undefined;
    this.#memory.write(key, page, since);
    return page;
  }

  async #render(key: string, fill: Fill, lock: CacheLock | undefined): Promise<Outcome> {
    const backing = this.#backing;
    const since = this.#memory.clock();
    const storeSince = await backing?.clock();
    let stored: Promise<void> | undefined;
    try {
      this.counts.renders += 1;
      const filled = await fill.render();
      if ("response" in filled) {
        this.#alone.set(key, true, ALONE_MILLISECONDS);
        return { alone: new Alone(filled.response) };
      }
      const page = new HeldPage(filled.page);
      this.#memory.write(key, page, since);
      if (storeSince !== undefined) stored = backing?.write(key, filled.page, storeSince);
      return { page, isRendered: true };
    } finally {
      // Not waited for: the visitor has the page, and other processes find it before they get the lock.
      if (lock) Promise.resolve(stored).then(() => backing?.release(lock));
    }
  }

  #refreshFailed(key: string, fill: Fill, error: unknown): void | Promise<void> {
    // The page says that it is gone, or elsewhere: that is an answer, and the next visitor gets it.
    if (error instanceof Redirect || (error instanceof HttpError && error.status < 500)) {
      return this.invalidate({ kind: "path", path: fill.path });
    }
    logError(notices.staleRenderFailed(fill.path), {
      retryInSeconds: this.#pauses.begin(key) / 1000,
      ...errorFields(error),
    });
  }
}

function ignoreCancelled(): void {
  // An answer that nobody reads may end as it likes.
}
