import { whenDone } from "./cleanup.ts";

/** A span as a collector gets it. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  /** Empty for the first one of a trace. */
  parentSpanId: string;
  name: string;
  /** 1: internal, 2: server, 3: client. */
  kind: number;
  attributes: Record<string, unknown>;
  events: { name: string; attributes: Record<string, unknown> }[];
  /** 0: unset, 2: error. */
  status: number;
  start: bigint;
  end: bigint;
}

/** A collector that takes OTLP over HTTP, in JSON. */
export interface Receiver {
  readonly endpoint: string;
  /** In the order of their starts. */
  trace(id: string): ReceivedSpan[];
  spans(): ReceivedSpan[];
  /** The last value of each metric, as OTLP has it. */
  metric(name: string): Record<string, unknown> | undefined;
}

export function startReceiver(): Receiver {
  const spans: ReceivedSpan[] = [];
  const metrics = new Map<string, Record<string, unknown>>();
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const body = await request.json();
      for (const { scopeSpans } of body.resourceSpans ?? [])
        for (const scope of scopeSpans) spans.push(...scope.spans.map(readSpan));
      for (const { scopeMetrics } of body.resourceMetrics ?? [])
        for (const scope of scopeMetrics)
          for (const metric of scope.metrics) metrics.set(metric.name, metric);
      return Response.json({});
    },
  });
  whenDone(() => server.stop(true));
  return {
    endpoint: server.url.origin,
    spans: () => spans,
    trace: (id) =>
      spans
        .filter((span) => span.traceId === id)
        .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0)),
    metric: (name) => metrics.get(name),
  };
}

interface RawSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes?: RawAttribute[];
  events?: { name: string; attributes?: RawAttribute[] }[];
  status?: { code?: number };
  startTimeUnixNano: string;
  endTimeUnixNano: string;
}

interface RawAttribute {
  key: string;
  value: Record<string, unknown>;
}

function readSpan(raw: RawSpan): ReceivedSpan {
  return {
    traceId: raw.traceId,
    spanId: raw.spanId,
    parentSpanId: raw.parentSpanId ?? "",
    name: raw.name,
    kind: raw.kind,
    attributes: readAttributes(raw.attributes),
    events: (raw.events ?? []).map((event) => ({
      name: event.name,
      attributes: readAttributes(event.attributes),
    })),
    status: raw.status?.code ?? 0,
    start: BigInt(raw.startTimeUnixNano),
    end: BigInt(raw.endTimeUnixNano),
  };
}

function readAttributes(attributes: RawAttribute[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
