import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import parsePrometheus from "parse-prometheus-text-format";
import { describe, expect, test } from "vitest";
import { builtPlayground } from "../support/build.ts";
import { whenDone } from "../support/cleanup.ts";
import { builtHome, describeModes } from "../support/modes.ts";
import { type ReceivedSpan, startReceiver } from "../support/otlp.ts";
import { freePort } from "../support/ports.ts";
import { runBuilt, startBuilt } from "../support/serve.ts";

const SERVER = 2;

const receiver = startReceiver();

const cacheDirectory = mkdtempSync(join(tmpdir(), "bunsen-telemetry-"));
whenDone(() => rmSync(cacheDirectory, { recursive: true }));

const ENVIRONMENT = {
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
  OTEL_LOG_LEVEL: "warn",
  TRUST_PROXY: "1",
  CACHE_DIR: cacheDirectory,
};

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
  metrics: process.env.METRICS_PORT ? { port: Number(process.env.METRICS_PORT) } : true,
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
  "src/pages/kept.server.ts": `
import { trace } from "@opentelemetry/api";
export default async () => {
  await trace.getTracer("own").startActiveSpan("price", async (span) => { await Bun.sleep(1); span.end(); });
};`,
  "src/pages/kept.tsx": "export const config = { cachePage: true };\nexport default () => <h1>kept</h1>;\n",
  "src/pages/api/outer.ts": `
import { api } from "@bunsen/runtime";
export const GET = async () => (await api("/api/inner/[id]").GET({ params: { id: "1" } })).data;`,
  "src/pages/api/inner/[id].ts": "export const GET = ({ params }) => ({ id: params.id });\n",
  "src/pages/api/events.ts": `
export const GET = ({ signal }) => new Response(new ReadableStream({
  async start(controller) {
    controller.enqueue("data: 1\\n\\n");
  },
}), { headers: { "content-type": "text/event-stream" } });`,
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

    test("the span of an event stream ends when its client leaves", async () => {
      const { id, headers } = begin();
      const leave = new AbortController();
      const response = await app.fetch("/api/events", { headers, signal: leave.signal });
      await response.body?.getReader().read();
      expect(receiver.trace(id).filter(({ kind }) => kind === SERVER)).toEqual([]);
      leave.abort();
      const [request] = await traceOf(id);
      expect(request).toMatchObject({ name: "GET /api/events", status: 0 });
      expect(request.attributes["error.type"]).toBeUndefined();
    });

    test("a call of the app to itself is a part of the request, and no request", async () => {
      const { id, headers } = begin();
      expect(await (await app.fetch("/api/outer", { headers })).json()).toEqual({ id: "1" });
      expect(tree(await traceOf(id))).toEqual([
        "GET /api/outer",
        [
          "middleware",
          "handler src/pages/api/outer.ts",
          ["api GET /api/inner/[id]", ["middleware", "handler src/pages/api/inner/[id].ts"]],
        ],
      ]);
    });

    test("a proxy says who the client is, and which scheme it uses", async () => {
      const { id, headers } = begin();
      const forwarded = { "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https" };
      await (await app.fetch("/logged", { headers: { ...headers, ...forwarded } })).text();
      const [request] = await traceOf(id);
      expect(request.attributes).toMatchObject({ "client.address": "203.0.113.7", "url.scheme": "https" });
    });

    test.skipIf(app.mode === "dev")("a cached page shows its look-up, the store and the render", async () => {
      const path = `/kept?mode=${app.mode}`;
      const miss = begin();
      await (await app.fetch(path, miss)).text();
      const [first, ...others] = await traceOf(miss.id);
      expect(first.attributes["bunsen.cache.status"]).toBe("miss");
      const populated = [
        "server function src/pages/__root.server.ts",
        "server function src/pages/kept.server.ts",
        ["price"],
        "render /kept",
      ];
      const lookUp = ["cache store read", "cache store clock", "cache populate", populated];
      expect(tree([first, ...others].filter(({ name }) => name !== "cache store write"))).toEqual([
        "GET /kept",
        ["middleware", "cache look-up", lookUp],
      ]);
      const hit = begin();
      await (await app.fetch(path, hit)).text();
      const [second] = await traceOf(hit.id);
      expect(second.attributes["bunsen.cache.status"]).toBe("hit");
      const metrics = await (await app.fetch("/_bunsen/metrics")).text();
      expect(metrics).toContain('bunsen_cache_requests_total{state="hit"} 1\n');
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
  { environment: ENVIRONMENT },
);

describe("metrics on a port of their own", () => {
  test("are there for this machine only, whatever the host, and not on the port of the app", async () => {
    const port = await freePort();
    const server = await startBuilt(await builtHome(FILES), {
      environment: { ...ENVIRONMENT, METRICS_PORT: String(port) },
    });
    whenDone(() => server.stop());
    expect(server.log()).toContain(`Metrics on http://127.0.0.1:${port}/metrics`);
    expect((await server.fetch("/_bunsen/metrics")).status).toBe(404);
    const metrics = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
    const response = await metrics("/metrics", { headers: { host: "elsewhere.example" } });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(parsePrometheus(await response.text()).length).toBeGreaterThan(5);
    expect((await metrics("/")).status).toBe(404);
    expect((await metrics("/metrics", { method: "POST" })).status).toBe(405);
  });

  test("end the start if the port is taken", async () => {
    const other = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("other") });
    whenDone(() => other.stop(true));
    const { code, output } = await runBuilt(await builtHome(FILES), {
      ...ENVIRONMENT,
      PORT: "0",
      METRICS_PORT: String(other.port),
    });
    expect(code).toBe(1);
    expect(output).toMatch(/The metrics cannot be served on 127\.0\.0\.1:\d+: .*\[METRICS_PORT\]/);
  });
});

test("an app that does not depend on the API has nothing of it in its bundle", async () => {
  const server = readFileSync(join(await builtPlayground("contract"), "dist/server/app.js"), "utf8");
  expect(server).not.toContain("propagation");
  expect(readFileSync(join(await builtHome(FILES), "dist/server/app.js"), "utf8")).toContain("propagation");
});
