import type { PageCache } from "../cache/page-cache.ts";
import { isPartOfBuild } from "../contract/build-phase.ts";
import type { ServerBuild } from "../contract/server-build.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { CountedRequests } from "../telemetry/metrics/counted-requests.ts";
import type { HttpMetrics } from "../telemetry/metrics/http-metrics.ts";
import type { MetricFamily } from "../telemetry/metrics/metric-family.ts";
import { EventLoopDelay, processMetrics } from "../telemetry/metrics/process-metrics.ts";
import { prometheusText } from "../telemetry/metrics/prometheus-text.ts";
import type { Tracing } from "../telemetry/tracing.ts";
import { cacheMetrics } from "./cache-metrics.ts";

/** What one app counts and traces. */
export class AppTelemetry {
  readonly tracing: Tracing | undefined;
  /** Where each request is counted. */
  readonly sinks: readonly HttpMetrics[];
  readonly #counted: CountedRequests | undefined;
  readonly #families: readonly MetricFamily[];
  readonly #delay = new EventLoopDelay();

  /** @returns `undefined` where nothing is counted or traced: that costs nothing then */
  static for(
    { tracing }: ServerBuild,
    { options }: ServerSettings,
    cache: PageCache | undefined,
  ): AppTelemetry | undefined {
    if (isPartOfBuild() || (!tracing && !options.metrics)) return undefined;
    return new AppTelemetry(tracing, Boolean(options.metrics), cache);
  }

  private constructor(tracing: Tracing | undefined, isCounting: boolean, cache: PageCache | undefined) {
    this.tracing = tracing;
    this.#counted = isCounting ? new CountedRequests() : undefined;
    this.#families = [...(cache ? cacheMetrics(cache) : []), ...processMetrics(this.#delay)];
    this.sinks = [this.#counted, tracing?.metrics(this.#families)].filter((sink) => sink !== undefined);
  }

  /** The metrics in Prometheus' text format; `undefined` without the option `metrics`. */
  prometheusText(): string | undefined {
    if (!this.#counted) return undefined;
    return prometheusText([...this.#counted.families, ...this.#families], {});
  }

  stop(): void {
    this.#delay.stop();
  }
}
