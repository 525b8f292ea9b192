import type { Invalidation, StoredPage } from "../../api/cache-store.ts";
import { type Expiry, expiryIn, isExpired, type Lifetime, millisecondsLeft } from "../model/freshness.ts";
import { InvalidationLog } from "./invalidation-log.ts";

/** What the memory must know of a page. */
export type CacheablePage = Lifetime & Pick<StoredPage, "path" | "tags">;

export interface MemoryLimits<Page> {
  /** Bytes that all pages may take together, as counted by `bytesOf`. */
  readonly maximumBytes: number;
  readonly maximumEntries: number;
  bytesOf(key: string, page: Page): number;
}

/** A stored page and its place between those that were used after and before it. */
interface Entry<Page> {
  readonly key: string;
  readonly page: Page;
  readonly expiry: Expiry;
  bytes: number;
  newer: Entry<Page> | undefined;
  older: Entry<Page> | undefined;
}

/** Pages in this process's memory, bounded; what was used least recently goes when there are too many. */
export class PageMemory<Page extends CacheablePage> {
  readonly #limits: MemoryLimits<Page>;
  readonly #entries = new Map<string, Entry<Page>>();
  readonly #byPath = new Map<string, Set<Entry<Page>>>();
  readonly #byTag = new Map<string, Set<Entry<Page>>>();
  readonly #log = new InvalidationLog();
  #newest: Entry<Page> | undefined;
  #oldest: Entry<Page> | undefined;
  #bytes = 0;

  constructor(limits: MemoryLimits<Page>) {
    this.#limits = limits;
  }

  /** How many pages it holds. */
  get entries(): number {
    return this.#entries.size;
  }

  /** The bytes that they take, as counted by `bytesOf`. */
  get bytes(): number {
    return this.#bytes;
  }

  read(key: string): Page | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (isExpired(entry.expiry)) {
      this.#remove(entry);
      return undefined;
    }
    if (entry !== this.#newest) {
      this.#unlink(entry);
      this.#linkNewest(entry);
    }
    return entry.page;
  }

  clock(): number {
    return this.#log.clock;
  }

  /** Stores a page. What it replaces is gone even if it is not stored itself, because it is too large. */
  write(key: string, page: Page, since: number): boolean {
    if (this.#log.isOutdated(page, since)) return false;
    const replaced = this.#entries.get(key);
    if (replaced) this.#remove(replaced);
    const left = millisecondsLeft(page);
    const bytes = this.#limits.bytesOf(key, page);
    if (left <= 0 || bytes > this.#limits.maximumBytes) return false;
    this.#add({ key, page, expiry: expiryIn(left), bytes, newer: undefined, older: undefined });
    this.#makeRoom();
    return true;
  }

  /** Counts a page anew that has grown. What was used least recently makes room for it. */
  recount(key: string, page: Page): void {
    const entry = this.#entries.get(key);
    if (entry?.page !== page) return;
    const bytes = this.#limits.bytesOf(key, page);
    this.#bytes += bytes - entry.bytes;
    entry.bytes = bytes;
    if (bytes > this.#limits.maximumBytes) this.#remove(entry);
    else this.#makeRoom();
  }

  invalidate(what: Invalidation): void {
    this.#log.add(what);
    if (what.kind === "all") {
      this.#clear();
      return;
    }
    const entries = what.kind === "path" ? this.#byPath.get(what.path) : this.#byTag.get(what.tag);
    for (const entry of entries ?? []) this.#remove(entry);
  }

  #makeRoom(): void {
    const { maximumBytes, maximumEntries } = this.#limits;
    while (this.#oldest && (this.#bytes > maximumBytes || this.#entries.size > maximumEntries)) {
      this.#remove(this.#oldest);
    }
  }

  #add(entry: Entry<Page>): void {
    this.#entries.set(entry.key, entry);
    this.#bytes += entry.bytes;
    addTo(this.#byPath, entry.page.path, entry);
    for (const tag of entry.page.tags) addTo(this.#byTag, tag, entry);
    this.#linkNewest(entry);
  }

  #remove(entry: Entry<Page>): void {
    this.#entries.delete(entry.key);
    this.#bytes -= entry.bytes;
    removeFrom(this.#byPath, entry.page.path, entry);
    for (const tag of entry.page.tags) removeFrom(this.#byTag, tag, entry);
    this.#unlink(entry);
  }

  #clear(): void {
    this.#entries.clear();
    this.#byPath.clear();
    this.#byTag.clear();
    this.#newest = undefined;
    this.#oldest = undefined;
    this.#bytes = 0;
  }

  #linkNewest(entry: Entry<Page>): void {
    entry.older = this.#newest;
    if (this.#newest) this.#newest.newer = entry;
    else this.#oldest = entry;
    this.#newest = entry;
  }

  #unlink(entry: Entry<Page>): void {
    if (entry.newer) entry.newer.older = entry.older;
    else this.#newest = entry.older;
    if (entry.older) entry.older.newer = entry.newer;
    else this.#oldest = entry.newer;
    entry.newer = undefined;
    entry.older = undefined;
  }
}

function addTo<Item>(index: Map<string, Set<Item>>, name: string, entry: Item): void {
  const entries = index.get(name);
  if (entries) entries.add(entry);
  else index.set(name, new Set([entry]));
}

function removeFrom<Item>(index: Map<string, Set<Item>>, name: string, entry: Item): void {
  const entries = index.get(name);
  if (entries?.delete(entry) && entries.size === 0) index.delete(name);
}
