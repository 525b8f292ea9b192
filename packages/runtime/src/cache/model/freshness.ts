import type { StoredPage } from "../../api/cache-store.ts";

/**
 * When a page may no longer be sent, on two clocks: the wall clock (`Date.now()`) can be set back, and the monotonic
 * one (`performance.now()`) stands still while the machine sleeps. The page ends with the first.
 */
export interface Expiry {
  readonly wall: number;
  readonly monotonic: number;
}

/** When a page began to be rendered, and for how long it is good. */
export type Lifetime = Pick<StoredPage, "renderedAt" | "fresh" | "stale">;

/** Milliseconds by which the clocks of machines that share a cache may differ. */
const CLOCK_TOLERANCE = 10_000;

/**
 * Milliseconds for which a page may still be sent; zero or less when it no longer may. A render that began in the
 * future by less than the tolerance (the clock of another machine) counts as begun now. The age of one that began later
 * than that is unknown, so it counts as expired: a clock that was ahead, and set right since, made it.
 */
export function millisecondsLeft({ fresh, stale, renderedAt }: Lifetime): number {
  const age = Date.now() - renderedAt;
  if (age < -CLOCK_TOLERANCE) return 0;
  const left = 1000 * (fresh + stale) - Math.max(0, age);
  return Number.isNaN(left) ? 0 : left;
}

/** The expiry of a page with this much left, in milliseconds from now. */
export function expiryIn(milliseconds: number): Expiry {
  return { wall: Date.now() + milliseconds, monotonic: performance.now() + milliseconds };
}

export function isExpired(expiry: Expiry): boolean {
  return performance.now() >= expiry.monotonic || Date.now() >= expiry.wall;
}
