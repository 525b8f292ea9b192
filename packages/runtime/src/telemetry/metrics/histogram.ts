import type { Labels } from "./metric-family.ts";

/** How many values were at most as high as each boundary, all values, and their sum. */
export interface HistogramSample {
  readonly labels: Labels;
  readonly count: number;
  readonly sum: number;
  /** One for each boundary, each with those below it. */
  readonly cumulative: readonly number[];
}

/** Counts values in buckets. */
export class HistogramCounts {
  readonly #boundaries: readonly number[];
  readonly #buckets: number[];
  #count = 0;
  #sum = 0;

  /** @param boundaries the upper, inclusive ends of the buckets, ascending */
  constructor(boundaries: readonly number[]) {
    this.#boundaries = boundaries;
    this.#buckets = boundaries.map(() => 0);
  }

  add(value: number): void {
    let bucket = 0;
    while (value > (this.#boundaries[bucket] ?? Number.POSITIVE_INFINITY)) bucket += 1;
    // Above the last boundary a value is only one of all.
    if (bucket < this.#buckets.length) this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#count += 1;
    this.#sum += value;
  }

  /** None before the first value. */
  read(labels: Labels): HistogramSample[] {
    if (this.#count === 0) return [];
    let total = 0;
    const cumulative = this.#buckets.map((bucket) => {
      total += bucket;
      return total;
    });
    return [{ labels, count: this.#count, sum: this.#sum, cumulative }];
  }
}
