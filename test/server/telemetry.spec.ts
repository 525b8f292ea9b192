import { randomBytes } from "node:crypto";
import parsePrometheus from "parse-prometheus-text-format";
import { expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { type ReceivedSpan, startReceiver } from "../support/otlp.ts";

const SERVER = 2;

const receiver = startReceiver();

const FILES = {
  "package.json": JSON.stringify({
    name: "traced",
    private: true,
    type: "module",
    dependencies: { "@opentelemetry/api": "*", "@opentelemetry/sdk-node": "*" },
  }),
  "src/instrumentation.server.ts": `
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { NodeSDK } from "@opentelemetry/sdk-node";
import { PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { SimpleSpanProcessor } from "@opentelemetry/sdk-trace";
const exporter = new OTLPTraceExporter();
const reader = new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(), exportIntervalMillis: 1000, exportTimeoutMillis: 1000 });
new NodeSDK({ instrumentations: [], spanProcessors: [new SimpleSpanProcessor({ exporter })], metricReaders: [reader] }).start();
`,
  "src/server.ts": `
import { defineServer, log } from "@bunsen/runtime";
export default defineServer({
  metrics: true,
  middleware: ({ url }) => {
    if (url.pathname === "/logged") log.info("in the middleware");
  },
});`,
  "src/pages/__root.server.ts": "export default () => ({ props: { root: 1 } });\n",
  "src/pages/__root.tsx": "export default ({ children }) => <main>{children}</main>;\n",
  "src/pages/blog/[slug].server.ts": `
import { trace } from "@opentelemetry/api";
export default ({ params }) =>
  trace.getTracer("own").startActiveSpan("query", async (span) => {
    await Bun.sleep(2);
    span.end();
    return { props: { slug: params.slug } };
  });`,
  "src/pages/blog/[slug].tsx": "export default ({ props }) => <h1>{props.slug}</h1>;\n",
  "src/pages/logged.tsx": "export default () => <h1>logged</h1>;\n",
  "src/pages/broken.server.ts": 'export default () => { throw new RangeError("no stock"); };\n',
  "src/pages/broken.tsx": "export default () => <h1>never</h1>;\n",
  "src/pages/api/gone.ts":
    'import { notFound } from "@bunsen/runtime";\nexport const GET = () => notFound("gone");\n',
  "src/pages/late.server.ts":
    "export default () => ({ props: { late: Bun.sleep(150).then(() => 'at last') } });\n",
  "src/pages/late.tsx": `
import { Suspense, use } from "react";
const Late = ({ late }) => <p>{use(late)}</p>;
export default ({ props }) => <Suspense fallback="wait"><Late late={props.late} /></Suspense>;`,
};

/** A visit within a trace of its own. */
function begin(): { id: string; headers: Record<string, string> } {
  const id = randomBytes(16).toString("hex");
  return { id, headers: { traceparent: `00-${id}-00f067aa0ba902b7-01` } };
}

/** The spans of a visit, that of the request first: it ends last. */
async function traceOf(id: string): Promise<[ReceivedSpan, ...ReceivedSpan[]]> {
  const findRequest = () => receiver.trace(id).find(({ kind }) => kind === SERVER);
  await expect.poll(findRequest, { timeout: 5000 }).toBeDefined();
  const spans = receiver.trace(id);
  const request = findRequest();
  if (!request) throw new Error("it was there");
  return [request, ...spans.filter((span) => span !== request)];
}

/** The names of spans, each under its parent's. */
function tree(spans: ReceivedSpan[], parent = "00f067aa0ba902b7"): unknown[] {
  return spans
    .filter((span) => span.parentSpanId === parent)
    .flatMap((span) => {
      const children = tree(spans, span.spanId);
      return children.length > 0 ? [span.name, children] : [span.name];
    });
}

describeModes(
  FILES,
  (app) => {
    test("a page is a server span with its parts, and the user's own spans within them", async () => {
      const { id, headers } = begin();
      await (
        await app.fetch("/blog/a?q=secret&sid=x", { headers: { ...headers, "user-agent": "spec" } })
      ).text();
      const spans = await traceOf(id);
      expect(tree(spans)).toEqual([
        "GET /blog/[slug]",
        [
          "middleware",
          "server function src/pages/__root.server.ts",
          "server function src/pages/blog/[slug].server.ts",
          ["query"],
          "render /blog/[slug]",
        ],
      ]);
      const [request] = spans;
      expect(request).toMatchObject({ kind: SERVER, status: 0 });
      expect(request.attributes).toMatchObject({
        "http.request.method": "GET",
        "http.route": "/blog/[slug]",
        "http.response.status_code": 200,
        "url.path": "/blog/a",
        "url.query": "q=REDACTED&sid=REDACTED",
        "url.scheme": "http",
        "user_agent.original": "spec",
        "client.address": "127.0.0.1",
        "server.address": "127.0.0.1",
      });
    });

    test("an error is an event of the request, and only a 5xx is its status", async () => {
      const broken = begin();
      expect((await app.fetch("/broken", broken)).status).toBe(500);
      const [request] = await traceOf(broken.id);
      expect(request).toMatchObject({ name: "GET /broken", status: 2 });
      expect(request.attributes["error.type"]).toBe("RangeError");
      expect(request.events).toMatchObject([
        {
          name: "exception",
          attributes: { "exception.type": "RangeError", "exception.message": "no stock" },
        },
      ]);
      expect(String(request.events[0]?.attributes["exception.stacktrace"])).toContain(
        "src/pages/broken.server.ts",
      );
      const gone = begin();
      expect((await app.fetch("/api/gone", gone)).status).toBe(404);
      const [missing] = await traceOf(gone.id);
      expect(missing).toMatchObject({ name: "GET /api/gone", status: 0, events: [] });
      expect(missing.attributes["error.type"]).toBeUndefined();
    });

    test("the span of a streamed page ends with its body", async () => {
      const { id, headers } = begin();
      expect(await (await app.fetch("/late", { headers })).text()).toContain("at last");
      const [request] = await traceOf(id);
      expect(Number(request.end - request.start) / 1e6).toBeGreaterThan(120);
    });

    test("lines of the log have the ids of the trace", async () => {
      const { id, headers } = begin();
      await (await app.fetch("/logged", { headers })).text();
      expect(app.log()).toMatch(new RegExp(`in the middleware trace_id=${id} span_id=[0-9a-f]{16}`));
    });

    test("Prometheus reads what was counted, by few labels whatever clients send", async () => {
      await (await app.fetch("/blog/c")).text();
      for (const path of ["/no-such/1", "/no-such/2", "/x%22%0A%7D"]) await (await app.fetch(path)).text();
      await (await app.fetch("/blog/d", { method: "PURGE" })).text();
      const response = await app.fetch("/_bunsen/metrics");
      expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(response.headers.get("cache-control")).toBe("no-store");
      const text = await response.text();
      const families = parsePrometheus(text);
      expect(families.find(({ name }) => name === "http_server_request_duration_seconds")?.type).toBe(
        "HISTOGRAM",
      );
      const series = text.match(/(?<=^http_server_request_duration_seconds_count\{).*(?=\} \d+$)/gm);
      expect(series).toContain(
        'http_request_method="GET",url_scheme="http",http_route="/blog/[slug]",http_response_status_code="200"',
      );
      expect(series).toContain(
        'http_request_method="_OTHER",url_scheme="http",http_response_status_code="405"',
      );
      expect(series?.filter((labels) => labels.includes('"404"')).length).toBeLessThan(4);
      const names = families.map(({ name }) => name);
      expect(names).toEqual(
        expect.arrayContaining([
          "http_server_active_requests",
          "http_server_response_body_size_bytes",
          "process_cpu_seconds_total",
          "process_resident_memory_bytes",
          "process_start_time_seconds",
          "bunsen_eventloop_delay_seconds",
        ]),
      );
    });

    test("metrics are exported through the same API", async () => {
      await (await app.fetch("/blog/b")).text();
      await expect
        .poll(() => receiver.metric("http.server.request.duration"), { timeout: 5000 })
        .toBeDefined();
      expect(receiver.metric("http.server.request.duration")).toMatchObject({ unit: "s" });
    });
  },
  { environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_LOG_LEVEL: "warn" } },
);
