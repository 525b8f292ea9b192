import { type LogFields, log } from "./log.ts";

/** What the log says of a trouble that ends nobody's request: its code is stable, for alerts and for `docs/errors.md`. */
export interface Notice {
  readonly code: string;
  readonly message: string;
}

function notice(code: string, message: string): Notice {
  return { code, message };
}

/** Every warning and error that the runtime writes to the log, but for what user code logs. */
export const notices = {
  requestFailed: (method: string, path: string) => notice("REQUEST_FAILED", `${method} ${path} failed.`),
  boundaryFailed: (route: string, outcome: string) =>
    notice("BOUNDARY_FAILED", `A Suspense boundary of ${route} failed; ${outcome}.`),
  errorPageFailed: (file: string, where: string) =>
    notice("ERROR_PAGE_FAILED", `The error page ${file} could not be rendered ${where}.`),
  appFailed: () => notice("APP_FAILED", "The app could not be loaded."),
  handlerFailed: () => notice("HANDLER_FAILED", "The request handler failed."),
  hookFailed: (name: string) => notice("HOOK_FAILED", `The hook ${name} failed.`),
  webSocketFailed: () => notice("WEBSOCKET_FAILED", "A WebSocket handler failed."),
  unhandledRejection: () =>
    notice("UNHANDLED_REJECTION", "Unhandled rejection of a promise that nobody waits for."),
  uncaughtException: () => notice("UNCAUGHT_EXCEPTION", "Uncaught exception: the server ends."),
  survivedException: () =>
    notice("UNCAUGHT_EXCEPTION", "Uncaught exception: in production it ends the server."),
  startFailed: () => notice("START_FAILED", "The server could not start."),
  notReady: (problem: string) => notice("NOT_READY", `Not ready: ${problem}.`),
  secondSignal: (signal: string) => notice("SECOND_SIGNAL", `${signal} again: ending at once.`),
  requestsCut: (seconds: number) =>
    notice("REQUESTS_CUT", `After ${seconds} s some requests had not ended: cut.`),
  shutdownFailed: () => notice("SHUTDOWN_FAILED", "The shutdown failed."),
  shutdownHookFailed: () => notice("SHUTDOWN_HOOK_FAILED", "onShutdown failed."),
  shutdownHookLate: (seconds: number) =>
    notice("SHUTDOWN_HOOK_LATE", `onShutdown took longer than ${seconds} s and was left behind.`),
  storeNotClosed: () => notice("STORE_NOT_CLOSED", "The cache store could not be closed."),
  storeFails: (name: string) =>
    notice(
      "STORE_FAILS",
      `The cache store "${name}" fails; pages are kept in memory alone until it is back.`,
    ),
  staleRenderFailed: (path: string) =>
    notice(
      "STALE_RENDER_FAILED",
      `${path} could not be rendered again; visitors get the page as it was stored.`,
    ),
  cachesForAnyHost: () =>
    notice(
      "CACHE_FOR_ANY_HOST",
      "Pages are kept for every host that a request names, each for itself: set origin or allowedHosts in src/server.ts, or ORIGIN.",
    ),
  warmNeedsOrigin: () =>
    notice(
      "WARM_NEEDS_ORIGIN",
      "cache.warm needs the public origin, which keys hold: set origin in src/server.ts, or ORIGIN.",
    ),
  warmNotKept: (path: string) =>
    notice("WARM_NOT_KEPT", `cache.warm names ${path}, which gives no page to keep.`),
  fileGone: () => notice("FILE_GONE", "A file of the build is gone, or another one has taken its place."),
  fileUnreadable: () => notice("FILE_UNREADABLE", "A file of the build could not be read."),
  pageNotCached: (route: string, reason: string) =>
    notice("PAGE_NOT_CACHED", `${route}: the page is not cached: ${reason}`),
  unkeyedRead: (route: string, what: string, instead: string) =>
    notice(
      "UNKEYED_READ",
      `${route}: the page is to be cached and reads ${what}, which is not in its key and therefore empty. Use ${instead}.`,
    ),
  policyViolation: (page: string, directive: string, blocked: string, advice: string) =>
    notice(
      "POLICY_VIOLATION",
      `${page}: the Content-Security-Policy would refuse ${blocked} (${directive}). ${advice}`,
    ),
  largeData: (route: string, largest: string) =>
    notice("LARGE_DATA", `${route}: the page sends over 128 kB of data to the browser. Largest: ${largest}.`),
  mistakenExport: (file: string, name: string, meant: string) =>
    notice(
      "MISTAKEN_EXPORT",
      `${file} exports "${name}", which nothing reads. Did you mean "${meant}"? Else rename it, or move it to a file of its own.`,
    ),
  prototypeKey: (route: string, what: string) => notice("PROTOTYPE_KEY", `${route}: ${what}`),
};

export function logWarning({ code, message }: Notice, fields?: LogFields): void {
  log.warn(message, { ...fields, code });
}

export function logError({ code, message }: Notice, fields?: LogFields): void {
  log.error(message, { ...fields, code });
}

const warned = new Set<string>();

/** Says once what is worth knowing. */
export function warnOnce(notice: Notice): void {
  if (warned.has(notice.message)) return;
  warned.add(notice.message);
  logWarning(notice);
}
