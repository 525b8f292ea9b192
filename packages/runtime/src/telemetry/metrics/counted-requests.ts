import { HistogramCounts } from "./histogram.ts";
import {
  type FinishedRequest,
  HTTP_INSTRUMENTS,
  type HttpMetrics,
  KNOWN_METHODS,
  requestLabels,
} from "./http-metrics.ts";
import type { Labels, MetricFamily, Sample } from "./metric-family.ts";
import type { HistogramFamily } from "./prometheus-text.ts";

/** Combinations of labels beyond which requests are counted in one that says so: a bound for what user code may vary. */
const MOST_SERIES = 2000;

/** As the SDK of OpenTelemetry marks it. */
const OVERFLOW: Labels = { "otel.metric.overflow": "true" };

const MOST_STATUSES = 1000;

/** The requests of this process, counted for Prometheus. */
export class CountedRequests implements HttpMetrics {
  /** By route, then by method, scheme and status as one number: no text is put together for a request. */
  readonly #byRoute = new Map<string | undefined, Map<number, Series>>();
  readonly #series: Series[] = [];
  /** By method and scheme. */
  readonly #active = new Map<number, number>();

  began(method: string, scheme: string): void {
    this.#addActive(method, scheme, 1);
  }

  ended(request: FinishedRequest): void {
    this.#addActive(request.method, request.scheme, -1);
    this.#seriesOf(request).add(request);
  }

  get families(): readonly (MetricFamily | HistogramFamily)[] {
    const { duration, requestSize, responseSize, active } = HTTP_INSTRUMENTS;
    const read = (counts: (series: Series) => HistogramCounts) => () =>
      this.#series.flatMap((series) => counts(series).read(series.labels));
    return [
      { ...duration, kind: "histogram", read: read(({ durations }) => durations) },
      { ...active, kind: "gauge", read: () => this.#readActive() },
      { ...requestSize, kind: "histogram", read: read(({ requestSizes }) => requestSizes) },
      { ...responseSize, kind: "histogram", read: read(({ responseSizes }) => responseSizes) },
    ];
  }

  #seriesOf(request: FinishedRequest): Series {
    const { method, scheme, route, status } = request;
    const key = methodKey(method, scheme) * MOST_STATUSES + status;
    const known = this.#byRoute.get(route)?.get(key);
    if (known) return known;
    const isFull = this.#series.length >= MOST_SERIES;
    const last = this.#series.at(-1);
    if (isFull && last?.labels === OVERFLOW) return last;
    const series = new Series(isFull ? OVERFLOW : requestLabels(request));
    this.#series.push(series);
    if (isFull) return series;
    const ofRoute = this.#byRoute.get(route) ?? new Map<number, Series>();
    this.#byRoute.set(route, ofRoute.set(key, series));
    return series;
  }

  #addActive(method: string, scheme: string, difference: 1 | -1): void {
    const key = methodKey(method, scheme);
    this.#active.set(key, (this.#active.get(key) ?? 0) + difference);
  }

  #readActive(): Sample[] {
    return Array.from(this.#active, ([key, value]) => ({ labels: methodLabels(key), value }));
  }
}

/** The requests with the same labels. */
class Series {
  readonly labels: Labels;
  readonly durations = new HistogramCounts(HTTP_INSTRUMENTS.duration.boundaries);
  readonly requestSizes = new HistogramCounts(HTTP_INSTRUMENTS.requestSize.boundaries);
  readonly responseSizes = new HistogramCounts(HTTP_INSTRUMENTS.responseSize.boundaries);

  constructor(labels: Labels) {
    this.labels = labels;
  }

  add({ seconds, requestBytes, responseBytes }: FinishedRequest): void {
    this.durations.add(seconds);
    if (requestBytes !== undefined) this.requestSizes.add(requestBytes);
    if (responseBytes !== undefined) this.responseSizes.add(responseBytes);
  }
}

/** -1, and so the first number, is `_OTHER`. */
function methodKey(method: string, scheme: string): number {
  return (KNOWN_METHODS.indexOf(method) + 1) * 2 + (scheme === "https" ? 1 : 0);
}

function methodLabels(key: number): Labels {
  return {
    "http.request.method": KNOWN_METHODS[Math.floor(key / 2) - 1] ?? "_OTHER",
    "url.scheme": key % 2 === 1 ? "https" : "http",
  };
}
