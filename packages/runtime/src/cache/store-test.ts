import type { CacheStore, Invalidation, MaybePromise } from "../api/cache-store.ts";
import type { Conformance, Open } from "./store-test/conformance.ts";
import { testInvalidation } from "./store-test/invalidation.ts";
import { testPages } from "./store-test/pages.ts";
import { testProcesses } from "./store-test/processes.ts";
import { testRestarts } from "./store-test/restarts.ts";

/** Something that holds pages: a directory, a database, or nothing more than a store itself. */
export interface StorePlace {
  /** A new store over what this place holds, not opened yet. Each is closed at the end of the test. */
  store(): CacheStore;
  /** Removes the place, after its stores were closed. */
  remove?(): MaybePromise<void>;
}

export interface StoreTestOptions {
  /** Of your test runner, such as `bun:test` or Vitest. */
  describe(name: string, body: () => void): void;
  /** Of your test runner. A test takes up to three seconds. */
  test(name: string, body: () => Promise<void>): void;
  /** Makes an empty place; called by every test. */
  create(): MaybePromise<StorePlace>;
  /**
   * Who finds a page again: the store that wrote it, also one that is opened after that was closed, or also others
   * at the same time. Stores of processes need `lock`.
   */
  sharedBy: "nobody" | "restarts" | "processes";
}

/**
 * Tests whether a store does what {@link CacheStore} promises. Call it at the top of a test file.
 *
 * ```ts
 * import { describe, test } from "bun:test";
 * testCacheStore({ describe, test, sharedBy: "nobody", create: () => ({ store: () => myStore() }) });
 * ```
 */
export function testCacheStore(options: StoreTestOptions): void {
  const conformance: Conformance = (name, body) => options.test(name, () => withPlace(options, body));
  options.describe("a page", () => testPages(conformance));
  options.describe("an invalidation", () => testInvalidation(conformance));
  if (options.sharedBy !== "nobody") options.describe("a restart", () => testRestarts(conformance));
  if (options.sharedBy === "processes") options.describe("processes", () => testProcesses(conformance));
}

async function withPlace(options: StoreTestOptions, body: (open: Open) => Promise<void>): Promise<void> {
  const place = await options.create();
  const stores: CacheStore[] = [];
  const open: Open = async (namespace = "build-1") => {
    const heard: Invalidation[] = [];
    const store = place.store();
    stores.push(store);
    await store.open?.(namespace, (what) => heard.push(what));
    return Object.assign(store, { heard });
  };
  try {
    await body(open);
  } finally {
    for (const store of stores) await store.close?.();
    await place.remove?.();
  }
}
