import { type Linked, LinkedQueue } from "./linked-queue.ts";

export interface RecentKeysLimits {
  /** @default 10_000 */
  readonly entries?: number;
  /** Of all keys together; a visitor can make them as long as a URL. @default 2_000_000 */
  readonly characters?: number;
}

interface Entry<Value> extends Linked<Entry<Value>> {
  readonly key: string;
  readonly value: Value;
  /** On the clock of `performance.now()`. */
  readonly end: number;
}

/** Keys that mean something for a while. Bounded: the oldest are forgotten for a new one. */
export class RecentKeys<Value> {
  readonly #limits: Required<RecentKeysLimits>;
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #order = new LinkedQueue<Entry<Value>>();

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
    const end = performance.now() + milliseconds;
    const entry: Entry<Value> = { key, value, end, bytes: key.length, newer: undefined, older: undefined };
    this.#entries.set(key, entry);
    this.#order.push(entry);
    while (this.#entries.size > this.#limits.entries || this.#order.bytes > this.#limits.characters) {
      const { oldest } = this.#order;
      if (!oldest) return;
      this.delete(oldest.key);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#order.remove(entry);
  }

  clear(): void {
    this.#entries.clear();
    this.#order.clear();
  }
}
