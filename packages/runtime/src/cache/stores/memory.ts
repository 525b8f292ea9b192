import type { CacheStore, StoredPage } from "../../api/cache-store.ts";
import { type MemoryLimits, PageMemory } from "../memory/page-memory.ts";
import { pageBytes } from "../model/page-size.ts";
import { checkStoreOptions, MB } from "./options.ts";

export interface MemoryStoreOptions {
  /**
   * Megabytes (of 1,048,576 bytes) that the stored pages may take in all: bodies, their compressed forms once they were asked for, headers,
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

/** Pages in this process's memory: the default. Nothing in it waits, so no method returns a promise. */
export class MemoryStore extends PageMemory<StoredPage> implements CacheStore {
  readonly name = "memory";
  /** For what stands in for this store where pages are to be sent as fast as can be. */
  readonly limits: Omit<MemoryLimits<StoredPage>, "bytesOf">;

  /** @throws {BunsenError} INVALID_STORE_OPTION or UNKNOWN_STORE_OPTION */
  constructor(options: MemoryStoreOptions = {}) {
    checkStoreOptions("memoryStore", options, { maxMB: "size", maxEntries: "count" });
    const limits = {
      maximumBytes: (options.maxMB ?? 64) * MB,
      maximumEntries: options.maxEntries ?? 100_000,
    };
    super({ ...limits, bytesOf });
    this.limits = limits;
  }
}

/** Keeps pages in this process's memory: the default. See {@link MemoryStoreOptions}. */
export function memoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  return new MemoryStore(options);
}

/** A body that is a view of a larger buffer keeps all of that. */
function bytesOf(key: string, page: StoredPage): number {
  const { body, headers } = page;
  return key.length + pageBytes(page, headers) + body.buffer.byteLength;
}
