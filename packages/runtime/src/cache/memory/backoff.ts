import { RecentKeys } from "./recent-keys.ts";

/** Milliseconds. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

/** Keys whose refresh failed: each failure in a row doubles the time until the next try. */
export class Pauses {
  readonly #current = new RecentKeys<true>();
  /** The last pause of a key, in milliseconds, for as long as another failure counts as the next in a row. */
  readonly #last = new RecentKeys<number>();

  has(key: string): boolean {
    return this.#current.get(key) === true;
  }

  /** @returns milliseconds until the next try */
  begin(key: string): number {
    const pause = Math.min(LONGEST_PAUSE, 2 * (this.#last.get(key) ?? FIRST_PAUSE / 2));
    this.#current.set(key, true, pause);
    this.#last.set(key, pause, 2 * LONGEST_PAUSE);
    return pause;
  }

  /** After a refresh that worked. */
  end(key: string): void {
    this.#last.delete(key);
  }

  /** Lets every key be tried at once. */
  clear(): void {
    this.#current.clear();
  }
}
