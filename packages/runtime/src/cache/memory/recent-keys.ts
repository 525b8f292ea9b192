export interface RecentKeysLimits {
  /** @default 10_000 */
  readonly entries?: number;
  /** Of all keys together; a visitor can make them as long as a URL. @default 2_000_000 */
  readonly characters?: number;
}

/** Keys that mean something for a while. Bounded: the oldest are forgotten for a new one. */
export class RecentKeys<Value> {
  readonly #limits: Required<RecentKeysLimits>;
  readonly #entries = new Map<string, { readonly value: Value; readonly end: number }>();
  #characters = 0;

  constructor({ entries = 10_000, characters = 2_000_000 }: RecentKeysLimits = {}) {
    this.#limits = { entries, characters };
  }

  /** What was noted about a key, while that holds. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (performance.now() < entry.end) return entry.value;
    this.delete(key);
    return undefined;
  }

  /** @param milliseconds for which it holds */
  set(key: string, value: Value, milliseconds: number): void {
    this.delete(key);
    this.#entries.set(key, { value, end: performance.now() + milliseconds });
    this.#characters += key.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limits.entries && this.#characters <= this.#limits.characters) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    if (this.#entries.delete(key)) this.#characters -= key.length;
  }

  clear(): void {
    this.#entries.clear();
    this.#characters = 0;
  }
}
