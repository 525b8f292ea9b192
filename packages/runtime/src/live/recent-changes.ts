const MAXIMUM_TOPICS = 10_000;

/** When topics changed last, as far as this process knows. Times are on the clock of `performance.now()`. */
export class RecentChanges {
  /** The latest last. */
  readonly #times = new Map<string, number>();
  /** Before this time anything may have changed. */
  #knownSince: number;

  constructor(now: number) {
    this.#knownSince = now;
  }

  add(key: string, now: number): void {
    this.#times.delete(key);
    this.#times.set(key, now);
    if (this.#times.size <= MAXIMUM_TOPICS) return;
    const [oldest] = this.#times;
    if (!oldest) return;
    this.#times.delete(oldest[0]);
    this.#knownSince = Math.max(this.#knownSince, oldest[1]);
  }

  /** Everything has changed, or it is unknown what has. */
  addAll(now: number): void {
    this.#times.clear();
    this.#knownSince = now;
  }

  /** Whether one of the topics has changed since a time, or may have. */
  hasChanged(keys: readonly string[], since: number): boolean {
    return since < this.#knownSince || keys.some((key) => (this.#times.get(key) ?? -1) >= since);
  }
}
