import {
  type FinishedRequest,
  HTTP_INSTRUMENTS,
  type HttpMetrics,
  requestLabels,
} from "../metrics/http-metrics.ts";
import type { MetricFamily } from "../metrics/metric-family.ts";
import type { Histogram, Meter, ObservableResult, UpDownCounter } from "./api.ts";

/** Passes on requests and what is counted elsewhere to the metrics of OpenTelemetry. */
export class OpenTelemetryMetrics implements HttpMetrics {
  readonly #meter: Meter;
  readonly #durations: Histogram;
  readonly #requestSizes: Histogram;
  readonly #responseSizes: Histogram;
  readonly #active: UpDownCounter;
  /** By name. Development makes the app again: the instruments stay, and read the latest one. */
  readonly #families = new Map<string, MetricFamily>();

  constructor(meter: Meter) {
    const { duration, requestSize, responseSize, active } = HTTP_INSTRUMENTS;
    this.#meter = meter;
    this.#durations = histogram(meter, duration);
    this.#requestSizes = histogram(meter, requestSize);
    this.#responseSizes = histogram(meter, responseSize);
    this.#active = meter.createUpDownCounter(active.name, active);
  }

  began(method: string, scheme: string): void {
    this.#active.add(1, { "http.request.method": method, "url.scheme": scheme });
  }

  ended(request: FinishedRequest): void {
    const { method, scheme, status, seconds, requestBytes, responseBytes } = request;
    const attributes = { ...requestLabels(request), "http.response.status_code": status };
    this.#active.add(-1, { "http.request.method": method, "url.scheme": scheme });
    this.#durations.record(seconds, attributes);
    if (requestBytes !== undefined) this.#requestSizes.record(requestBytes, attributes);
    if (responseBytes !== undefined) this.#responseSizes.record(responseBytes, attributes);
  }

  observe(families: readonly MetricFamily[]): void {
    for (const family of families) {
      const { name, kind, unit, description } = family;
      const isNew = !this.#families.has(name);
      this.#families.set(name, family);
      if (!isNew) continue;
      const options = { unit, description };
      const instrument =
        kind === "counter"
          ? this.#meter.createObservableCounter(name, options)
          : this.#meter.createObservableGauge(name, options);
      instrument.addCallback((result) => this.#read(name, result));
    }
  }

  #read(name: string, result: ObservableResult): void {
    for (const { value, labels } of this.#families.get(name)?.read() ?? [])
      result.observe(value, { ...labels });
  }
}

interface HistogramInstrument {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly boundaries: readonly number[];
}

function histogram(meter: Meter, { name, unit, description, boundaries }: HistogramInstrument): Histogram {
  return meter.createHistogram(name, {
    unit,
    description,
    advice: { explicitBucketBoundaries: [...boundaries] },
  });
}
