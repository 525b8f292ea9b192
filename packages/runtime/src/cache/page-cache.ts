import type { CacheLock, CacheStore, Invalidation, JobClaim } from "../api/cache-store.ts";
import type { Peers } from "../contract/peers.ts";
import { HttpError, Redirect } from "../diagnostics/http-errors.ts";
import { errorFields, type LogFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import type { Tracing } from "../telemetry/tracing.ts";
import { BackingStore } from "./backing-store.ts";
import { Backoff } from "./memory/backoff.ts";
import { InFlight, LONGEST_WAIT } from "./memory/in-flight.ts";
import { PageMemory } from "./memory/page-memory.ts";
import { RecentKeys } from "./memory/recent-keys.ts";
import { Settler } from "./memory/settler.ts";
import type { CachedPage } from "./model/cached-page.ts";
import { millisecondsLeft } from "./model/freshness.ts";
import type { Unstored } from "./model/unstored.ts";
import { PeerInvalidations } from "./peer-invalidations.ts";
import { MemoryStore } from "./stores/memory.ts";

/** What a render resulted in: a page to store, or a response that is not stored. */
export type Populated = { readonly page: CachedPage } | { readonly unstored: Unstored };

/** How to render the page of a key for the cache. */
export interface PopulateTask {
  /** The canonical path. */
  readonly path: string;
  /** Seconds that the render may take. */
  readonly seconds: number;
  /** @throws what the page does: there is then no response, and nothing to cache */
  render(): Promise<Populated>;
}

/** A page for everybody who asked for the key, or a response that is not stored. */
export type Outcome =
  | { readonly page: CachedPage; readonly isRendered: boolean }
  | { readonly unstored: Unstored };

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
  /** Follows uses of the store. */
  readonly tracing?: Tracing | undefined;
  /** Other workers, which have pages in their memory. */
  readonly peers?: Peers;
}

/** For how long it is remembered that the response for a key was not stored. */
const UNSTORED_MILLISECONDS = 5000;
/** From the end of a render that failed to the start of the next one of its key, which all who ask meanwhile share. */
const RETRY_MILLISECONDS = 100;
/** While another process renders. */
const POLL_MILLISECONDS = 50;
/** On top of what a render may take, for the lock of a process that has died. */
const LOCK_GRACE_SECONDS = 5;
const MAXIMUM_ENTRIES = 100_000;

/**
 * The pages of one app: memory in front, a store behind, one render per key at a time. Knows nothing of requests and
 * of what may be stored; see `page/cached`.
 */
export class PageCache {
  readonly counts: CacheCounts = { hits: 0, stale: 0, misses: 0, bypasses: 0, renders: 0 };
  readonly #memory: PageMemory<CachedPage>;
  readonly #settler = new Settler();
  readonly #backing: BackingStore | undefined;
  readonly #inFlight = new InFlight<Outcome>();
  /** Keys whose last response was not stored, and who may have such a response. */
  readonly #unstored = new RecentKeys<"shared" | "alone">();
  readonly #backoff = new Backoff();
  /** Keys whose render has just failed, and when the next one may begin, on the clock of `performance.now()`. */
  readonly #retries = new RecentKeys<number>();
  readonly #storeName: string;
  /** `undefined` where there are none, or the store tells them. */
  readonly #peers: PeerInvalidations | undefined;

  constructor({ store, namespace, maximumBytes, tracing, peers }: PageCacheOptions) {
    const isMemory = store instanceof MemoryStore;
    const limits = isMemory ? store.limits : { maximumBytes, maximumEntries: MAXIMUM_ENTRIES };
    this.#storeName = store.name;
    this.#memory = new PageMemory({
      ...limits,
      bytesOf: (key, page) => page.bytes + key.length,
      onRemoved: (page) => page.release(),
    });
    const forget = (what: Invalidation) => this.#forget(what);
    this.#backing = isMemory ? undefined : new BackingStore(store, namespace, forget, tracing);
    if (peers && !this.#backing?.hasLocks) this.#peers = new PeerInvalidations(peers, forget);
  }

  /** See `BackingStore.claimJob`. */
  async claimJob(
    name: string,
    scheduledAt: number,
    seconds: number,
  ): Promise<JobClaim | "alone" | "taken" | "failed"> {
    return this.#backing?.claimJob(name, scheduledAt, seconds) ?? "alone";
  }

  /** The page of a key as far as it is in memory; perhaps a stale one. */
  find(key: string): CachedPage | undefined {
    return this.#memory.read(key);
  }

  /** Whether the last response for a key, a moment ago, was for one visitor only. */
  isAlone(key: string): boolean {
    return this.#unstored.get(key) === "alone";
  }

  /**
   * The page of a key that is not in memory: from the store, from another process that renders it, or rendered here.
   * Everybody who waits for a render gets its page, stored or not, unless it is for one visitor only.
   *
   * @throws what the page does, to everybody who waits
   */
  obtain(key: string, task: PopulateTask): Promise<Outcome> {
    return this.#inFlight.join(key, this.#clock, () => this.#fetch(key, task, false));
  }

  /** Replaces a stale page in the background. After a failure the stale page stays, and the next try is put off. */
  refresh(key: string, task: PopulateTask): void {
    if (this.#backoff.has(key) || this.#inFlight.has(key, this.#clock())) return;
    this.#inFlight
      .join(key, this.#clock, () => this.#fetch(key, task, true))
      .then((outcome) => {
        if ("unstored" in outcome) return this.#refreshUnstored(key, task, outcome.unstored);
        this.#backoff.end(key);
      })
      .catch((error) => this.#refreshFailed(key, task, error));
  }

  /** Takes effect immediately in this process; resolves when it does in the others. Never rejects. */
  async invalidate(what: Invalidation): Promise<void> {
    this.#forget(what);
    await this.#backing?.invalidate(what);
    await this.#peers?.tell(what);
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

  #recount = (page: CachedPage): void => this.#memory.recount(page.key, page);

  #forget(what: Invalidation): void {
    this.#memory.invalidate(what);
    this.#unstored.clear();
    this.#backoff.clear();
    this.#retries.clear();
  }

  async #fetch(key: string, task: PopulateTask, onlyFresh: boolean): Promise<Outcome> {
    const retryAt = this.#retries.get(key);
    if (retryAt !== undefined) await Bun.sleep(retryAt - performance.now());
    if (!this.#backing) return this.#render(key, task, undefined);
    const stored = await this.#fromStore(key, onlyFresh);
    if (stored) return { page: stored, isRendered: false };
    // While responses for the key are not stored, waiting for another process's render is no use.
    // And nobody else renders a page of a store without locks.
    if (this.#unstored.get(key) || !this.#backing.hasLocks) return this.#render(key, task, undefined);
    const lock = await this.#takeTurn(this.#backing, key, task);
    const meanwhile = await this.#fromStore(key, onlyFresh);
    if (!meanwhile) return this.#render(key, task, lock);
    if (lock) this.#backing.release(lock);
    return { page: meanwhile, isRendered: false };
  }

  /** Waits while another process renders the page, for a limited time. */
  async #takeTurn(backing: BackingStore, key: string, task: PopulateTask): Promise<CacheLock | undefined> {
    const end = performance.now() + LONGEST_WAIT;
    for (;;) {
      const lock = await backing.lock(key, task.seconds + LOCK_GRACE_SECONDS);
      if (lock !== "taken") return lock;
      if (performance.now() >= end) return undefined;
      await Bun.sleep(POLL_MILLISECONDS);
      // Its page may be there before its lock is given back; while the lock is taken, at least look for the page.
      if (await this.#fromStore(key, true)) return undefined;
    }
  }

  async #fromStore(key: string, onlyFresh: boolean): Promise<CachedPage | undefined> {
    const since = this.#memory.clock();
    const page = await this.#backing?.read(key);
    if (!page || this.#memory.clock() !== since) return undefined;
    if (millisecondsLeft(page) <= 0 || (onlyFresh && page.state === "stale")) return undefined;
    this.#remember(key, page, since);
    return page;
  }

  async #render(key: string, task: PopulateTask, lock: CacheLock | undefined): Promise<Outcome> {
    const backing = this.#backing;
    const since = this.#memory.clock();
    const storeSince = await backing?.clock();
    let stored: Promise<void> | undefined;
    try {
      this.counts.renders += 1;
      const populated = await task.render();
      if ("unstored" in populated) {
        this.#unstored.set(key, populated.unstored.isShared ? "shared" : "alone", UNSTORED_MILLISECONDS);
        if (populated.unstored.hasFailed) this.#spaceRetries(key);
        return populated;
      }
      this.#unstored.delete(key);
      const { page } = populated;
      this.#remember(key, page, since);
      if (storeSince !== undefined) stored = backing?.write(key, page.stored, storeSince);
      return { page, isRendered: true };
    } catch (error) {
      if (!isSaid(error)) this.#spaceRetries(key);
      throw error;
    } finally {
      // Not waited for: the visitor has the page, and other processes find it before they get the lock.
      if (lock) Promise.resolve(stored).then(() => backing?.release(lock));
    }
  }

  #remember(key: string, page: CachedPage, since: number): void {
    page.key = key;
    page.onGrown = this.#recount;
    if (this.#memory.write(key, page, since)) this.#settler.add(page);
  }

  #spaceRetries(key: string): void {
    this.#retries.set(key, performance.now() + RETRY_MILLISECONDS, RETRY_MILLISECONDS);
  }

  #refreshFailed(key: string, task: PopulateTask, error: unknown): void | Promise<void> {
    // The next visitor gets what the page says.
    if (isSaid(error)) return this.invalidate({ kind: "path", path: task.path });
    this.#keepStale(key, task, errorFields(error));
  }

  /** A response that failed keeps the stale page, as an error does; any other one replaces it. */
  #refreshUnstored(key: string, task: PopulateTask, unstored: Unstored): void | Promise<void> {
    const failure = unstored.discard();
    if (unstored.hasFailed)
      return this.#keepStale(key, task, failure === undefined ? {} : errorFields(failure));
    this.#backoff.end(key);
    return this.invalidate({ kind: "path", path: task.path });
  }

  #keepStale(key: string, task: PopulateTask, fields: LogFields): void {
    logError(logEvents.staleRenderFailed(task.path), {
      retryInSeconds: this.#backoff.begin(key) / 1000,
      ...fields,
    });
  }
}

/** Whether a page said by what it threw that it is gone, or elsewhere. Anything else is a failure. */
export function isSaid(error: unknown): boolean {
  return error instanceof Redirect || (error instanceof HttpError && error.status < 500);
}
