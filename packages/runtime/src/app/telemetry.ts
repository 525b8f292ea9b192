import type { PageCache } from "../cache/page-cache.ts";
import { isPartOfBuild } from "../contract/build-phase.ts";
import { type Peers, peersOfProcess } from "../contract/peers.ts";
import type { ServerBuild } from "../contract/server-build.ts";
import type { ServerSettings } from "../options/resolve.ts";
import type { ObservedRequest } from "../request/connection.ts";
import { CountedRequests } from "../telemetry/metrics/counted-requests.ts";
import type { HttpMetrics } from "../telemetry/metrics/http-metrics.ts";
import { mergePrometheusTexts } from "../telemetry/metrics/merge-texts.ts";
import type { Labels, MetricFamily } from "../telemetry/metrics/metric-family.ts";
import { processMetrics } from "../telemetry/metrics/process-metrics.ts";
import { prometheusText } from "../telemetry/metrics/prometheus-text.ts";
import type { Tracing } from "../telemetry/tracing.ts";
import { cacheMetrics } from "./cache-metrics.ts";

const QUESTION = "metrics";
/** Milliseconds that another worker has to answer. */
const PEER_MILLISECONDS = 1000;

/** What one app counts and traces. */
export class AppTelemetry {
  /** `undefined` where nobody gets spans. */
  readonly tracing: Tracing | undefined;
  /** Also where only metrics are exported. */
  readonly #exported: Tracing | undefined;
  /** Where each request is counted. */
  readonly sinks: readonly HttpMetrics[];
  readonly #counted: CountedRequests | undefined;
  readonly #families: MetricFamily[] = [];

  /** @returns `undefined` where nothing is counted or traced: that costs nothing then */
  static for(
    { tracing }: ServerBuild,
    { options }: ServerSettings,
    cache: PageCache | undefined,
  ): AppTelemetry | undefined {
    if (isPartOfBuild()) return undefined;
    const telemetry = new AppTelemetry(tracing, Boolean(options.metrics), cache);
    return telemetry.tracing || telemetry.sinks.length > 0 ? telemetry : undefined;
  }

  private constructor(tracing: Tracing | undefined, isCounting: boolean, cache: PageCache | undefined) {
    this.tracing = tracing?.traces ? tracing : undefined;
    this.#exported = tracing;
    this.#counted = isCounting ? new CountedRequests() : undefined;
    const families = [...(cache ? cacheMetrics(cache) : []), ...processMetrics()];
    this.sinks = [this.#counted, tracing?.metrics(families)].filter((sink) => sink !== undefined);
    this.#families.push(...families);
    const peers = peersOfProcess();
    peers?.answer(QUESTION, () => this.#ownText(peers) ?? "");
  }

  /** Shows what another part of the app has counted. */
  add(families: readonly MetricFamily[]): void {
    this.#families.push(...families);
    this.#exported?.metrics(families);
  }

  /**
   * Counts a response that was sent again without a look at more of its request than its URL.
   *
   * @param began on the clock of `performance.now()`
   */
  repeated(observed: ObservedRequest | undefined, began: number): void {
    const scheme = observed?.scheme ?? "http";
    const finished = {
      method: "GET",
      scheme,
      route: observed?.route,
      status: 200,
      seconds: (performance.now() - began) / 1000,
      requestBytes: undefined,
      responseBytes: observed?.bytes,
    };
    for (const sink of this.sinks) {
      sink.began("GET", scheme);
      sink.ended(finished);
    }
  }

  /**
   * The metrics in Prometheus' text format, of all workers if there are others; `undefined` without the option `metrics`.
   */
  async prometheusText(): Promise<string | undefined> {
    const peers = peersOfProcess();
    const own = this.#ownText(peers);
    if (own === undefined || !peers) return own;
    const { answers } = await peers.ask({
      question: QUESTION,
      milliseconds: PEER_MILLISECONDS,
      withReplaced: false,
    });
    return mergePrometheusTexts([own, ...answers.flatMap(({ text }) => text ?? [])]);
  }

  #ownText(peers: Peers | undefined): string | undefined {
    if (!this.#counted) return undefined;
    const labels: Labels = peers ? { worker: String(peers.index) } : {};
    return prometheusText([...this.#counted.families, ...this.#families], labels);
  }
}
