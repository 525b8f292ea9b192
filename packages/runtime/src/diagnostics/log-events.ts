import { type LogFields, log } from "./log.ts";

/** A warning or an error of the log. The code is stable: alerts and `docs/errors.md` refer to it. */
export interface LogEvent {
  readonly code: string;
  readonly message: string;
}

function logEvent(code: string, message: string): LogEvent {
  return { code, message };
}

/** Every warning and error that the runtime writes to the log; those that user code logs are not among them. */
export const logEvents = {
  requestFailed: (method: string, path: string) => logEvent("REQUEST_FAILED", `${method} ${path} failed.`),
  boundaryFailed: (route: string, outcome: string) =>
    logEvent("BOUNDARY_FAILED", `A Suspense boundary of ${route} failed; ${outcome}.`),
  deferredFailed: (route: string, names: string) =>
    logEvent("DEFERRED_FAILED", `A deferred prop of ${route} failed: ${names}.`),
  errorPageFailed: (file: string, where: string) =>
    logEvent("ERROR_PAGE_FAILED", `The error page ${file} could not be rendered ${where}.`),
  appFailed: () => logEvent("APP_FAILED", "The app could not be loaded."),
  handlerFailed: () => logEvent("HANDLER_FAILED", "Bunsen's request handler failed. Please report this."),
  hookFailed: (name: string) => logEvent("HOOK_FAILED", `The hook ${name} of src/server.ts failed.`),
  webSocketFailed: () =>
    logEvent("WEBSOCKET_FAILED", "A WebSocket handler of src/server.ts failed. The connection stays open."),
  unhandledRejection: () =>
    logEvent("UNHANDLED_REJECTION", "Unhandled rejection: a promise was rejected and no code handles it."),
  uncaughtException: () => logEvent("UNCAUGHT_EXCEPTION", "Uncaught exception: the server shuts down."),
  survivedException: () =>
    logEvent("UNCAUGHT_EXCEPTION", "Uncaught exception: in production the server would shut down."),
  startFailed: () => logEvent("START_FAILED", "The server could not start."),
  notReady: (problem: string) => logEvent("NOT_READY", `Not ready: ${problem}.`),
  secondSignal: (signal: string) =>
    logEvent("SECOND_SIGNAL", `Got ${signal} during the shutdown: the process exits immediately.`),
  requestsCut: (seconds: number) =>
    logEvent(
      "REQUESTS_CUT",
      `Some requests did not end within ${seconds} s and were aborted by the shutdown.`,
    ),
  workersNotStarted: (ending: string) =>
    logEvent(
      "WORKERS_NOT_STARTED",
      `The server could not start: its first worker ended with ${ending} before it listened.`,
    ),
  workerEnded: (index: number, ending: string) =>
    logEvent("WORKER_ENDED", `Worker ${index} ended with ${ending}. It is started again.`),
  workerNotReplaced: (index: number, ending: string) =>
    logEvent(
      "WORKER_NOT_REPLACED",
      `The new worker ${index} ended with ${ending} before it listened. The old one goes on, and no further worker is replaced.`,
    ),
  workersGivenUp: (ending: string) =>
    logEvent(
      "WORKERS_GIVEN_UP",
      `No worker is left, and new ones end early again and again, the last one with ${ending}. The server ends.`,
    ),
  handOverUnsure: (problem: string) =>
    logEvent(
      "HAND_OVER_UNSURE",
      `New connections could not be kept away from a worker that was replaced, so some may have been reset: ${problem}.`,
    ),
  cronFailed: (name: string) => logEvent("CRON_FAILED", `The job ${name} of src/server.ts failed.`),
  cronSkipped: (name: string) =>
    logEvent(
      "CRON_SKIPPED",
      `The job ${name} was not run: the shared cache store cannot say whether another instance runs it.`,
    ),
  cronClaimLost: (name: string) =>
    logEvent(
      "CRON_CLAIM_LOST",
      `The job ${name} still runs here, and another instance may begin it, too: the cache store no longer knows of this run.`,
    ),
  cronCut: (names: string, seconds: number) =>
    logEvent("CRON_CUT", `Jobs did not end within ${seconds} s and were cut off by the shutdown: ${names}.`),
  metricsArePublic: (path: string) =>
    logEvent(
      "METRICS_PUBLIC",
      `Everybody who reaches the app can read ${path}. Set metrics: { port } in src/server.ts, refuse the path in middleware, or ` +
        "do so in the proxy.",
    ),
  shutdownFailed: () => logEvent("SHUTDOWN_FAILED", "The shutdown failed."),
  shutdownHookFailed: () => logEvent("SHUTDOWN_HOOK_FAILED", "The hook onShutdown of src/server.ts failed."),
  shutdownHookLate: (seconds: number) =>
    logEvent(
      "SHUTDOWN_HOOK_LATE",
      `The hook onShutdown took longer than ${seconds} s: the process exits without waiting for it.`,
    ),
  storeNotClosed: () =>
    logEvent("STORE_NOT_CLOSED", "The cache store or the session store could not be closed."),
  storeFails: (name: string) =>
    logEvent(
      "STORE_FAILS",
      `The cache store "${name}" fails. Until it works again, pages are cached in memory only.`,
    ),
  liveLimit: (maximum: number) =>
    logEvent(
      "LIVE_LIMIT",
      `${maximum} tabs of live pages are connected, which is the limit of live.maxStreams. Others refresh later.`,
    ),
  liveClientLimit: (maximum: number) =>
    logEvent(
      "LIVE_CLIENT_LIMIT",
      `A client has ${maximum} streams of live pages open, which is the limit of live.maxStreamsPerClient. Behind a proxy, set ` +
        "trustProxy, or all visitors are one client.",
    ),
  eventStreamFailed: (where: string) =>
    logEvent("EVENT_STREAM_FAILED", `The event stream of ${where} failed. Its client connects again.`),
  busFails: () =>
    logEvent(
      "BUS_FAILS",
      "Messages to other processes were lost: Redis cannot be used. Until it can, channels and live pages know of this process only.",
    ),
  busListenerFailed: () =>
    logEvent("BUS_LISTENER_FAILED", "A listener of a message failed. Please report this."),
  staleRenderFailed: (path: string) =>
    logEvent("STALE_RENDER_FAILED", `${path} could not be rendered again. Visitors get the stale page.`),
  cachesForAnyHost: () =>
    logEvent(
      "CACHE_FOR_ANY_HOST",
      "A page is cached once for every Host header that clients send. Set origin or allowedHosts in src/server.ts, or ORIGIN.",
    ),
  warmNeedsOrigin: () =>
    logEvent(
      "WARM_NEEDS_ORIGIN",
      "cache.warm needs the public origin, which is part of each cache key. Set origin in src/server.ts, or ORIGIN.",
    ),
  warmNotCached: (path: string) =>
    logEvent(
      "WARM_NOT_KEPT",
      `cache.warm names ${path}, whose response cannot be cached. Remove it from the list.`,
    ),
  fileGone: () => logEvent("FILE_GONE", "A file of the build is missing or was replaced."),
  fileUnreadable: () => logEvent("FILE_UNREADABLE", "A file of the build could not be read."),
  pageNotCached: (route: string, reason: string) =>
    logEvent("PAGE_NOT_CACHED", `${route}: the page is not cached: ${reason}`),
  unkeyedRead: (route: string, what: string, instead: string) =>
    logEvent(
      "UNKEYED_READ",
      `${route}: the page is cached and reads ${what}, which is not in its cache key and therefore empty. Use ${instead}.`,
    ),
  schemaNotDescribed: (place: string, part: string, reason: string) =>
    logEvent(
      "SCHEMA_NOT_DESCRIBED",
      `${place}: the API description says nothing of its ${part}: ${reason}. Schemas of zod and arktype can describe themselves, ` +
        "those of valibot after toStandardJsonSchema() of @valibot/to-json-schema.",
    ),
  policyViolation: (page: string, directive: string, blocked: string, advice: string) =>
    logEvent(
      "POLICY_VIOLATION",
      `${page}: the Content-Security-Policy would refuse ${blocked} (${directive}). ${advice}`,
    ),
  largeData: (route: string, largest: string) =>
    logEvent(
      "LARGE_DATA",
      `${route}: the page sends over 128 kB of data to the browser. Largest: ${largest}.`,
    ),
  mistakenExport: (file: string, name: string, meant: string) =>
    logEvent(
      "MISTAKEN_EXPORT",
      `${file} exports "${name}", which Bunsen does not read. Did you mean "${meant}"? Otherwise rename it, or move it to ` +
        "another file.",
    ),
  /** @param hint what to do */
  noRoute: (hint: string) => logEvent("NO_ROUTE", hint),
  prototypeKey: (route: string, what: string) => logEvent("PROTOTYPE_KEY", `${route}: ${what}`),
};

/** Writes an event to the log as a warning, with its code as a field. */
export function logWarning({ code, message }: LogEvent, fields?: LogFields): void {
  log.warn(message, { ...fields, code });
}

/** Writes an event to the log as an error, with its code as a field. */
export function logError({ code, message }: LogEvent, fields?: LogFields): void {
  log.error(message, { ...fields, code });
}

const warned = new Set<string>();

/** Writes a warning, unless this process has already written the same message. */
export function warnOnce(event: LogEvent): void {
  if (warned.has(event.message)) return;
  warned.add(event.message);
  logWarning(event);
}
