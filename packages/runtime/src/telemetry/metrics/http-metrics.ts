/** A request whose response has been sent, or given up. */
export interface FinishedRequest {
  /** A known method, or `_OTHER`. */
  readonly method: string;
  readonly scheme: string;
  /** The route that responded; `undefined` for files and for what has none. */
  readonly route: string | undefined;
  readonly status: number;
  readonly seconds: number;
  /** Bytes; `undefined` where they are not known. */
  readonly requestBytes: number | undefined;
  readonly responseBytes: number | undefined;
}

/** Counts requests. */
export interface HttpMetrics {
  began(method: string, scheme: string): void;
  ended(request: FinishedRequest): void;
}

/** Seconds: what the semantic conventions advise for `http.server.request.duration`. */
const DURATION_BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** Bytes. */
const SIZE_BOUNDARIES = [100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/** Names, units and descriptions of the semantic conventions for HTTP servers. */
export const HTTP_INSTRUMENTS = {
  duration: {
    name: "http.server.request.duration",
    unit: "s",
    description: "Duration of HTTP server requests.",
    boundaries: DURATION_BOUNDARIES,
  },
  requestSize: {
    name: "http.server.request.body.size",
    unit: "By",
    description: "Size of HTTP server request bodies.",
    boundaries: SIZE_BOUNDARIES,
  },
  responseSize: {
    name: "http.server.response.body.size",
    unit: "By",
    description: "Size of HTTP server response bodies.",
    boundaries: SIZE_BOUNDARIES,
  },
  active: {
    name: "http.server.active_requests",
    unit: "{request}",
    description: "Number of active HTTP server requests.",
  },
} as const;

/** What the values of a finished request are grouped by: few values, whatever clients send. */
export function requestLabels({ method, scheme, route, status }: FinishedRequest): Record<string, string> {
  return {
    "http.request.method": method,
    "url.scheme": scheme,
    ...(route !== undefined && { "http.route": route }),
    "http.response.status_code": String(status),
    ...(status >= 500 && { "error.type": String(status) }),
  };
}

/** The methods of the conventions; the most frequent ones first. */
export const KNOWN_METHODS: readonly string[] = [
  "GET",
  "POST",
  "HEAD",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "CONNECT",
  "TRACE",
  "QUERY",
];

/** The method as metrics and span names show it: clients may invent others. */
export function knownMethod(method: string): string {
  return KNOWN_METHODS.includes(method) ? method : "_OTHER";
}
