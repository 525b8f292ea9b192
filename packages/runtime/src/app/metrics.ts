import { problemResponse } from "../endpoint/problem.ts";
import { SECURITY_HEADERS } from "../http/headers.ts";
import { PROMETHEUS_TYPE } from "../telemetry/metrics/prometheus-text.ts";

/** Where the metrics are, without Vite's `base`. */
export const METRICS_PATH = "/_bunsen/metrics";

/** The response with the metrics, which are old a moment later. */
export async function metricsResponse(
  read: () => Promise<string | undefined> | undefined,
  method: string,
): Promise<Response> {
  const text = await read();
  if (text === undefined) return problemResponse({ status: 404 });
  if (method !== "GET" && method !== "HEAD") return problemResponse({ status: 405 }, { allow: "GET, HEAD" });
  const headers = { "content-type": PROMETHEUS_TYPE, "cache-control": "no-store", ...SECURITY_HEADERS };
  return new Response(text, { headers });
}
