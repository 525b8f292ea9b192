const FIRST_MILLISECONDS = 100;
const LONGEST_MILLISECONDS = 30_000;
/** A worker that has run for so long has not failed because of how it starts. */
const HEALTHY_MILLISECONDS = 60_000;

/** How long to wait before a worker that ended is started again: twice as long each time, until one has run for a minute. */
export class RestartPause {
  #failures = 0;

  /** Workers in a row that ended early. */
  get failures(): number {
    return this.#failures;
  }

  /**
   * @param listened for how many milliseconds the worker accepted connections
   * @returns milliseconds
   */
  after(listened: number): number {
    if (listened > HEALTHY_MILLISECONDS) this.#failures = 0;
    this.#failures += 1;
    return Math.min(FIRST_MILLISECONDS * 2 ** (this.#failures - 1), LONGEST_MILLISECONDS);
  }
}
