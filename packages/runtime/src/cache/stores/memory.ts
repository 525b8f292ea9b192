import { type Expiry, expiryIn, isExpired, millisecondsLeft } from "../expiry.ts";
import { InvalidationLog } from "../invalidation-log.ts";
import { bytesInMemory } from "../page-size.ts";
import type { CacheStore, Invalidation, StoredPage } from "../store.ts";
import { checkStoreOptions, MB } from "./options.ts";

export interface MemoryStoreOptions {
  /**
   * Megabytes (of 1,048,576 bytes) that the stored pages may take in all: bodies, their compressed forms, headers,
   * keys, and the store's own bookkeeping.
   * @default 64
   */
  maxMB?: number;
  /**
   * Pages that may be stored.
   * @default 100_000
   */
  maxEntries?: number;
}

/** A stored page and its place between those that were used after and before it. */
interface Entry {
  readonly key: string;
  readonly page: StoredPage;
  readonly expiry: Expiry;
  readonly bytes: number;
  newer: Entry | undefined;
  older: Entry | undefined;
}

/**
 * Pages in this process's memory; what was used least recently goes when there are too many. The default store, and
 * what stands in front of every other. Nothing in it waits, so no method returns a promise.
 */
export class MemoryStore implements CacheStore {
  readonly name = "memory";
  readonly #maxBytes: number;
  readonly #maxEntries: number;
  readonly #entries = new Map<string, Entry>();
  readonly #byPath = new Map<string, Set<Entry>>();
  readonly #byTag = new Map<string, Set<Entry>>();
  readonly #log = new InvalidationLog();
  #newest: Entry | undefined;
  #oldest: Entry | undefined;
  #bytes = 0;

  /** @throws {BunsenError} INVALID_STORE_OPTION or UNKNOWN_STORE_OPTION */
  constructor(options: MemoryStoreOptions = {}) {
    checkStoreOptions("memoryStore", options, { maxMB: "size", maxEntries: "count" });
    this.#maxBytes = (options.maxMB ?? 64) * MB;
    this.#maxEntries = options.maxEntries ?? 100_000;
  }

  /** How many pages it holds. */
  get entries(): number {
    return this.#entries.size;
  }

  /** The bytes that they take, as counted for `maxMB`. */
  get bytes(): number {
    return this.#bytes;
  }

  read(key: string): StoredPage | undefined {
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
  write(key: string, page: StoredPage, since: number): boolean {
    if (this.#log.isOutdated(page, since)) return false;
    const replaced = this.#entries.get(key);
    if (replaced) this.#remove(replaced);
    const left = millisecondsLeft(page);
    const bytes = bytesInMemory(key, page);
    if (left <= 0 || bytes > this.#maxBytes) return false;
    this.#add({ key, page, expiry: expiryIn(left), bytes, newer: undefined, older: undefined });
    while (this.#oldest && (this.#bytes > this.#maxBytes || this.#entries.size > this.#maxEntries)) {
      this.#remove(this.#oldest);
    }
    return true;
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

  #add(entry: Entry): void {
    this.#entries.set(entry.key, entry);
    this.#bytes += entry.bytes;
    addTo(this.#byPath, entry.page.path, entry);
    for (const tag of entry.page.tags) addTo(this.#byTag, tag, entry);
    this.#linkNewest(entry);
  }

  #remove(entry: Entry): void {
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

  #linkNewest(entry: Entry): void {
    entry.older = this.#newest;
    if (this.#newest) this.#newest.newer = entry;
    else this.#oldest = entry;
    this.#newest = entry;
  }

  #unlink(entry: Entry): void {
    if (entry.newer) entry.newer.older = entry.older;
    else this.#newest = entry.older;
    if (entry.older) entry.older.newer = entry.newer;
    else this.#oldest = entry.newer;
    entry.newer = undefined;
    entry.older = undefined;
  }
}

/** Keeps pages in this process's memory: the default. See {@link MemoryStoreOptions}. */
export function memoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  return new MemoryStore(options);
}

function addTo(index: Map<string, Set<Entry>>, name: string, entry: Entry): void {
  const entries = index.get(name);
  if (entries) entries.add(entry);
  else index.set(name, new Set([entry]));
}

function removeFrom(index: Map<string, Set<Entry>>, name: string, entry: Entry): void {
  const entries = index.get(name);
  if (entries?.delete(entry) && entries.size === 0) index.delete(name);
}
