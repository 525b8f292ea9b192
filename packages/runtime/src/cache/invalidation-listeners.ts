import type { Invalidation } from "../api/cache-store.ts";

type Listener = (what: Invalidation) => void;

const listeners = new Set<Listener>();

/** Calls a listener with everything that this process invalidates, once it is invalid in every cache. The same one is called once. */
export function onInvalidation(listener: Listener): void {
  listeners.add(listener);
}

/** In development, where nothing is cached, there is nothing to drop, and live pages want to know all the same. */
export function tellOfInvalidation(what: Invalidation): void {
  for (const listener of listeners) listener(what);
}
