import type { PageCache } from "../cache/page-cache.ts";
import type { MetricFamily } from "../telemetry/metrics/metric-family.ts";

/** What the page cache has counted. */
export function cacheMetrics(cache: PageCache): readonly MetricFamily[] {
  return [
    {
      name: "bunsen.cache.requests",
      kind: "counter",
      unit: "{request}",
      description: "Requests for pages that may be cached, by what the cache had.",
      read() {
        const { hits, stale, misses, bypasses } = cache.counts;
        return Object.entries({ hit: hits, stale, miss: misses, bypass: bypasses }).map(([state, value]) => ({
          labels: { state },
          value,
        }));
      },
    },
    {
      name: "bunsen.cache.renders",
      kind: "counter",
      unit: "{render}",
      description: "Pages rendered for the cache.",
      read: () => [{ value: cache.counts.renders }],
    },
    {
      name: "bunsen.cache.entries",
      kind: "gauge",
      unit: "{page}",
      description: "Pages in memory.",
      read: () => [{ value: cache.stats.entries }],
    },
    {
      name: "bunsen.cache.size",
      kind: "gauge",
      unit: "By",
      description: "Memory that cached pages occupy.",
      read: () => [{ value: cache.stats.bytes }],
    },
    {
      name: "bunsen.cache.store.failures",
      kind: "counter",
      unit: "{failure}",
      description: "Uses of the cache store that failed or took too long.",
      read: () => [{ labels: { store: cache.stats.store }, value: cache.stats.storeFailures }],
    },
  ];
}
