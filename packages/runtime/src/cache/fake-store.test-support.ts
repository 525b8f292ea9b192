import { vi } from "vitest";
import type { CacheStore, Invalidation, StoredPage } from "../api/cache-store.ts";

/** A store for tests: pages in a map, and every method a mock that can be made to misbehave. */
export function fakeStore() {
  const pages = new Map<string, StoredPage>();
  let clock = 0;
  const store = {
    name: "fake",
    open: vi.fn<NonNullable<CacheStore["open"]>>(),
    read: vi.fn<CacheStore["read"]>((key) => pages.get(key)),
    clock: vi.fn<CacheStore["clock"]>(() => clock),
    write: vi.fn<CacheStore["write"]>((key, page, since) => {
      if (since < clock) return false;
      pages.set(key, page);
      return true;
    }),
    invalidate: vi.fn<CacheStore["invalidate"]>(() => {
      clock += 1;
      pages.clear();
    }),
    lock: vi.fn<NonNullable<CacheStore["lock"]>>(() => ({ release: () => undefined })),
    close: vi.fn<NonNullable<CacheStore["close"]>>(),
  } satisfies CacheStore;
  /** What another process invalidates. */
  const invalidateElsewhere = (what: Invalidation): void => {
    store.invalidate.getMockImplementation()?.(what);
    store.open.mock.calls[0]?.[1](what);
  };
  return { store, pages, invalidateElsewhere };
}
