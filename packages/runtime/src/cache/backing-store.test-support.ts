import { vi } from "vitest";
import type { CacheStore } from "../api/cache-store.ts";
import { BackingStore } from "./backing-store.ts";

export const backed = (store: CacheStore) => new BackingStore(store, "build-1", () => undefined);

/** What a method of a store does that hangs. */
export const never = () => new Promise<never>(() => undefined);

/** What a method of a store does that is broken. */
export const fails = () => {
  throw new Error("broken");
};

/** Longer than a store is left alone after it failed; needs fake timers. */
export const afterPause = () => vi.advanceTimersByTimeAsync(1001);

export const all = { kind: "all" } as const;
