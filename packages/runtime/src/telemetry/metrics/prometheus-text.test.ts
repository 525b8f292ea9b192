import { expect, test } from "vitest";
import { CountedRequests } from "./counted-requests.ts";
import { prometheusText } from "./prometheus-text.ts";

const REQUEST = {
  method: "GET",
  scheme: "http",
  route: "/a",
  status: 200,
  seconds: 0.02,
  requestBytes: undefined,
  responseBytes: 10,
};

test("names, units and labels are written as OpenTelemetry's exporters do", () => {
  const family = {
    name: "bunsen.cache.requests",
    kind: "counter" as const,
    unit: "{request}",
    description: 'Of "all"\nkinds \\ pages.',
    read: () => [{ labels: { "a.b": 'x"y\\z\n' }, value: 3 }],
  };
  expect(prometheusText([family], { worker: "2" })).toBe(
    `# HELP bunsen_cache_requests_total Of "all"\\nkinds \\\\ pages.
# TYPE bunsen_cache_requests_total counter
bunsen_cache_requests_total{worker="2",a_b="x\\"y\\\\z\\n"} 3
`,
  );
});

test("a histogram has cumulative buckets, the last of all values", () => {
  const counted = new CountedRequests();
  for (const seconds of [0.02, 0.3, 99]) {
    counted.began("GET", "http");
    counted.ended({ ...REQUEST, seconds });
  }
  const text = prometheusText(counted.families, {});
  const labels =
    'http_request_method="GET",url_scheme="http",http_route="/a",http_response_status_code="200"';
  const name = "http_server_request_duration_seconds";
  expect(text).toContain(`${name}_bucket{${labels},le="0.01"} 0\n`);
  expect(text).toContain(`${name}_bucket{${labels},le="0.025"} 1\n`);
  expect(text).toContain(`${name}_bucket{${labels},le="10"} 2\n`);
  expect(text).toContain(`${name}_bucket{${labels},le="+Inf"} 3\n`);
  expect(text).toContain(`${name}_sum{${labels}} 99.32\n${name}_count{${labels}} 3\n`);
  expect(text).toContain('http_server_active_requests{http_request_method="GET",url_scheme="http"} 0\n');
});

test("what user code varies without end is counted in one series that says so", () => {
  const counted = new CountedRequests();
  for (let count = 0; count < 3000; count++) counted.ended({ ...REQUEST, route: `/${count}` });
  const text = prometheusText(counted.families, {});
  expect(text.match(/request_duration_seconds_count/g)?.length).toBe(2001);
  expect(text).toContain('http_server_request_duration_seconds_count{otel_metric_overflow="true"} 1000\n');
});
