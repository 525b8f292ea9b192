import { HistogramCounts } from "./histogram.ts";
import {
  DURATION_BOUNDARIES,
  type FinishedRequest,
  HTTP_INSTRUMENTS,
  type HttpMetrics,
  requestLabels,
  SIZE_BOUNDARIES,
} from "./http-metrics.ts";
import type { MetricFamily } from "./metric-family.ts";
import type { HistogramFamily } from "./prometheus-text.ts";

/** The requests of this process, counted for Prometheus. */
export class CountedRequests implements HttpMetrics {
  readonly #durations = new HistogramCounts(DURATION_BOUNDARIES);
  readonly #requestSizes = new HistogramCounts(SIZE_BOUNDARIES);
  readonly #responseSizes = new HistogramCounts(SIZE_BOUNDARIES);
  /** By method and scheme. */
  readonly #active = new Map<string, number>();

  began(method: string, scheme: string): void {
    this.#addActive(method, scheme, 1);
  }

  ended(request: FinishedRequest): void {
    const { method, scheme, route, status, seconds, requestBytes, responseBytes } = request;
    const key = `${method} ${scheme} ${status} ${route}`;
    const labels = () => requestLabels(request);
    this.#addActive(method, scheme, -1);
    this.#durations.add(seconds, key, labels);
    if (requestBytes !== undefined) this.#requestSizes.add(requestBytes, key, labels);
    if (responseBytes !== undefined) this.#responseSizes.add(responseBytes, key, labels);
  }

  get families(): readonly (MetricFamily | HistogramFamily)[] {
    const { duration, requestSize, responseSize, active } = HTTP_INSTRUMENTS;
    return [
      { ...duration, kind: "histogram", read: () => this.#durations.read() },
      { ...active, kind: "gauge", read: () => this.#readActive() },
      { ...requestSize, kind: "histogram", read: () => this.#requestSizes.read() },
      { ...responseSize, kind: "histogram", read: () => this.#responseSizes.read() },
    ];
  }

  #addActive(method: string, scheme: string, difference: 1 | -1): void {
    const key = `${method} ${scheme}`;
    this.#active.set(key, (this.#active.get(key) ?? 0) + difference);
  }

  #readActive() {
    return Array.from(this.#active, ([key, value]) => {
      const [method = "", scheme = ""] = key.split(" ");
      return { labels: { "http.request.method": method, "url.scheme": scheme }, value };
    });
  }
}
