import { cache } from "@bunsen/runtime";

/** What the cache of this process did, and holds. */
export const GET = () => cache.stats();

/** Drops every page, on every instance. */
export const DELETE = () => cache.clear();
