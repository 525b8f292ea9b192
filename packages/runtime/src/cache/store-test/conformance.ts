import type { CacheStore, Invalidation } from "../../api/cache-store.ts";

/** A store of the place under test, and the invalidations that it was told of. */
type Opened = CacheStore & { readonly heard: Invalidation[] };

/** Opens another store of the place under test. */
export type Open = (namespace?: string) => Promise<Opened>;

/** Defines one test of what every store promises. */
export type Conformance = (name: string, body: (open: Open) => Promise<void>) => void;
