import { RecentKeys } from "./recent-keys.ts";

/** Milliseconds. */
const FIRST_DELAY = 1000;
const LONGEST_DELAY = 60_000;

/** Keys whose refresh failed: each failure in a row doubles the time until the next try. */
export class Backoff {
  readonly #current = new RecentKeys<true>();
  /** The last delay of a key, in milliseconds, for as long as another failure counts as the next in a row. */
  readonly #last = new RecentKeys<number>();

  has(key: string): boolean {
    return this.#current.get(key) === true;
  }

  /** @returns milliseconds until the next try */
  begin(key: string): number {
    const delay = Math.min(LONGEST_DELAY, 2 * (this.#last.get(key) ?? FIRST_DELAY / 2));
    this.#current.set(key, true, delay);
    this.#last.set(key, delay, 2 * LONGEST_DELAY);
    return delay;
  }

  /** After a refresh that worked. */
  end(key: string): void {
    this.#last.delete(key);
  }

  /** Lets every key be tried immediately. */
  clear(): void {
    this.#current.clear();
  }
}
