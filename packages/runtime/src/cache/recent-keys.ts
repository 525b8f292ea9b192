/** Keys that mean something for a while. Bounded: the oldest is forgotten for a new one. */
export class RecentKeys<Value> {
  readonly #maximum: number;
  readonly #entries = new Map<string, { readonly value: Value; readonly end: number }>();

  /** @param maximum how many are remembered */
  constructor(maximum = 10_000) {
    this.#maximum = maximum;
  }

  /** What was noted about a key, while that holds. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (performance.now() < entry.end) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  /** @param milliseconds for which it holds */
  set(key: string, value: Value, milliseconds: number): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, end: performance.now() + milliseconds });
    if (this.#entries.size <= this.#maximum) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
