import type { Invalidation, StoredPage } from "../../api/cache-store.ts";
import { type Expiry, expiryIn, isExpired, type Lifetime, millisecondsLeft } from "../model/freshness.ts";
import { type Evictable, EvictionOrder } from "./eviction-order.ts";
import { InvalidationLog } from "./invalidation-log.ts";

/** What the memory must know of a page. */
export type CacheablePage = Lifetime & Pick<StoredPage, "path" | "tags">;

export interface MemoryLimits<Page> {
  /** Bytes that all pages may take together, as counted by `bytesOf`. */
  readonly maximumBytes: number;
  readonly maximumEntries: number;
  bytesOf(key: string, page: Page): number;
  /** Called for each page that is no longer held. */
  onRemoved?(page: Page): void;
}

/** A stored page; a single object, because there may be 100,000. */
interface Entry<Page> extends Expiry, Evictable<Entry<Page>> {
  readonly key: string;
  readonly page: Page;
  /** The log's clock when the page was last known not to be outdated. */
  checkedAt: number;
}

/** How many pages are looked at before others get their turn. */
const SLICE = 200;
/** Milliseconds between two slices. */
const PAUSE = 5;

/**
 * Pages in this process's memory, bounded; see {@link EvictionOrder} for what goes when there are too many. What was
 * invalidated is found out when a page is read, so that a tag with very many pages takes no longer than one; the memory of
 * the others is freed in slices.
 */
export class PageMemory<Page extends CacheablePage> {
  readonly #limits: MemoryLimits<Page>;
  readonly #entries = new Map<string, Entry<Page>>();
  readonly #order = new EvictionOrder<Entry<Page>>();
  readonly #log = new InvalidationLog();
  /** What is still to be checked. */
  #sweep: Iterator<Entry<Page>> | undefined;
  /** The log's clock when that began. */
  #sweepClock = 0;
  /** No page was last checked before the log's clock was this. */
  #allCheckedAt = 0;

  constructor(limits: MemoryLimits<Page>) {
    this.#limits = limits;
  }

  /** How many pages it holds; some may be invalidated, and will be gone in a moment. */
  get entries(): number {
    return this.#entries.size;
  }

  /** The bytes that they take, as counted by `bytesOf`. */
  get bytes(): number {
    return this.#order.bytes;
  }

  read(key: string): Page | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || this.#isOutdated(entry)) return undefined;
    if (isExpired(entry)) {
      this.#remove(entry);
      this.#order.remember(hashOf(key));
      return undefined;
    }
    this.#order.use(entry);
    return entry.page;
  }

  clock(): number {
    return this.#log.clock;
  }

  /** Stores a page. What it replaces is gone even if it is not stored itself, because it is too large. */
  write(key: string, page: Page, since: number): boolean {
    if (this.#log.isOutdated(page, since)) return false;
    const replaced = this.#entries.get(key);
    const left = millisecondsLeft(page);
    const bytes = this.#limits.bytesOf(key, page);
    if (left <= 0 || bytes > this.#limits.maximumBytes) {
      if (replaced) this.#remove(replaced);
      return false;
    }
    const entry = this.#entry(key, page, bytes, left);
    this.#entries.set(key, entry);
    if (replaced) this.#order.replace(replaced, entry);
    else this.#order.add(entry, hashOf(key));
    if (replaced) this.#limits.onRemoved?.(replaced.page);
    this.#makeRoom();
    return true;
  }

  /** Counts a page anew that has grown. Others make room for it. */
  recount(key: string, page: Page): void {
    const entry = this.#entries.get(key);
    if (entry?.page !== page) return;
    this.#order.resize(entry, this.#limits.bytesOf(key, page));
    if (entry.bytes > this.#limits.maximumBytes) this.#remove(entry);
    else this.#makeRoom();
  }

  invalidate(what: Invalidation): void {
    // Before the log forgets an invalidation, every page must have been checked against it.
    if (this.#log.forgetsNext > this.#allCheckedAt) this.#checkAll();
    this.#log.add(what);
    if (what.kind === "all") {
      for (const { page } of this.#entries.values()) this.#limits.onRemoved?.(page);
      this.#entries.clear();
      this.#order.clear();
    } else if (this.#sweep === undefined) {
      this.#beginSweep();
    }
  }

  #entry(key: string, page: Page, bytes: number, left: number): Entry<Page> {
    const { wall, monotonic } = expiryIn(left);
    const checkedAt = this.#log.clock;
    const place = { uses: 0, isProven: false, newer: undefined, older: undefined };
    return { key, page, bytes, wall, monotonic, checkedAt, ...place };
  }

  #makeRoom(): void {
    const { maximumBytes, maximumEntries } = this.#limits;
    while (this.#order.bytes > maximumBytes || this.#entries.size > maximumEntries) {
      const entry = this.#order.takeNext();
      if (!entry) return;
      this.#entries.delete(entry.key);
      this.#limits.onRemoved?.(entry.page);
      this.#order.remember(hashOf(entry.key));
    }
  }

  #remove(entry: Entry<Page>): void {
    this.#entries.delete(entry.key);
    this.#order.remove(entry);
    this.#limits.onRemoved?.(entry.page);
  }

  /** Holds a page against what was invalidated since that was last done, and removes it if it has to go. */
  #isOutdated(entry: Entry<Page>): boolean {
    const { clock } = this.#log;
    if (entry.checkedAt === clock) return false;
    if (this.#log.isOutdated(entry.page, entry.checkedAt)) {
      this.#remove(entry);
      return true;
    }
    entry.checkedAt = clock;
    return false;
  }

  #beginSweep(): void {
    this.#sweepClock = this.#log.clock;
    this.#sweep = this.#entries.values();
    this.#sweepSlice(this.#sweep);
  }

  #sweepSlice(entries: Iterator<Entry<Page>>): void {
    for (let count = 0; count < SLICE; count++) {
      const next = entries.next();
      if (next.done) {
        this.#endSweep();
        return;
      }
      this.#isOutdated(next.value);
    }
    setTimeout(() => this.#sweepSlice(entries), PAUSE).unref();
  }

  #endSweep(): void {
    this.#sweep = undefined;
    this.#allCheckedAt = Math.max(this.#allCheckedAt, this.#sweepClock);
    if (this.#log.clock !== this.#sweepClock) this.#beginSweep();
  }

  #checkAll(): void {
    for (const entry of this.#entries.values()) this.#isOutdated(entry);
    this.#allCheckedAt = this.#log.clock;
  }
}

function hashOf(key: string): number {
  return Bun.hash.xxHash32(key);
}
