import type { App } from "../app/app.ts";
import { METRICS_PATH, metricsResponse } from "../app/metrics.ts";
import { listenErrors } from "../diagnostics/listen-errors.ts";
import { log } from "../diagnostics/log.ts";
import { logEvents, logWarning } from "../diagnostics/log-events.ts";
import { messageOf } from "../diagnostics/thrown.ts";
import { requestPath } from "../http/request-url.ts";

const THIS_MACHINE = "127.0.0.1";

/** What Prometheus asks for unless it is told otherwise. */
const PATHS = new Set(["/metrics", METRICS_PATH]);

/**
 * Serves the metrics on a port of their own, or warns if everybody can read them.
 *
 * @param isShared whether other processes serve theirs on the same port
 * @throws {BunsenError} METRICS_PORT if it cannot listen
 */
export function serveMetrics(app: App, isShared: boolean): void {
  const { metrics, middleware } = app.settings.options;
  if (metrics === true && !middleware) logWarning(logEvents.metricsArePublic(METRICS_PATH));
  if (typeof metrics !== "object") return;
  const { port, hostname = THIS_MACHINE } = metrics;
  try {
    const server = Bun.serve({
      port,
      hostname,
      development: false,
      reusePort: isShared,
      fetch: ({ url, method }) =>
        metricsResponse(() => (PATHS.has(requestPath(url)) ? app.metrics() : undefined), method),
    });
    // The process ends when the app's server does.
    server.unref();
    log.info(`Metrics on ${server.url.origin}/metrics`);
  } catch (error) {
    throw listenErrors.metricsPort(`${hostname}:${port}`, messageOf(error));
  }
}
