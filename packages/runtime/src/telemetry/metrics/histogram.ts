import type { Labels } from "./metric-family.ts";

/** How many values were at most as high as each boundary, all values, and their sum. */
export interface HistogramSample {
  readonly labels: Labels;
  readonly count: number;
  readonly sum: number;
  /** One for each boundary, each with those below it. */
  readonly cumulative: readonly number[];
}

/** Series beyond which values are counted in one that says so: a bound for what user code may vary. */
const MOST_SERIES = 2000;

/** As the SDK of OpenTelemetry marks it. */
const OVERFLOW: Labels = { "otel.metric.overflow": "true" };

interface Series {
  readonly labels: Labels;
  readonly buckets: Float64Array;
  count: number;
  sum: number;
}

/** Counts values in buckets, apart for each set of labels. */
export class HistogramCounts {
  readonly boundaries: readonly number[];
  readonly #series = new Map<string, Series>();

  /** @param boundaries the upper, inclusive ends of the buckets, ascending */
  constructor(boundaries: readonly number[]) {
    this.boundaries = boundaries;
  }

  /**
   * @param key names the labels
   * @param labels called for the first value of a key
   */
  add(value: number, key: string, labels: () => Labels): void {
    const series = this.#series.get(key) ?? this.#begin(key, labels);
    const bucket = this.boundaries.findIndex((boundary) => value <= boundary);
    if (bucket >= 0) series.buckets[bucket] = (series.buckets[bucket] ?? 0) + 1;
    series.count += 1;
    series.sum += value;
  }

  read(): HistogramSample[] {
    return [...this.#series.values()].map(({ labels, buckets, count, sum }) => {
      let total = 0;
      const cumulative = Array.from(buckets, (bucket) => (total += bucket));
      return { labels, count, sum, cumulative };
    });
  }

  #begin(key: string, labels: () => Labels): Series {
    const isFull = this.#series.size >= MOST_SERIES;
    const name = isFull ? "" : key;
    const known = this.#series.get(name);
    if (known) return known;
    const series = {
      labels: isFull ? OVERFLOW : labels(),
      buckets: new Float64Array(this.boundaries.length),
      count: 0,
      sum: 0,
    };
    this.#series.set(name, series);
    return series;
  }
}
