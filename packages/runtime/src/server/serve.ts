import { version as reactVersion } from "react";
import type { App } from "../app/app.ts";
import { isSmokeTest } from "../contract/build-phase.ts";
import { BunsenError } from "../diagnostics/errors.ts";
import { errorFields, log } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import { acceptedOrigin } from "../options/accepted-origin.ts";
import { handleFailures } from "./failures.ts";
import { listen, shownAddress } from "./listen.ts";
import { serveMetrics } from "./metrics-server.ts";
import { HEALTH_FLAG, probe } from "./probe.ts";
import { isAnotherSignal, type ReceivedSignal, Shutdown } from "./shutdown.ts";

/** "Going away" (RFC 6455 §7.4.1). */
const GOING_AWAY = 1001;

/** Milliseconds that `onStart` may take to end after a signal. */
const STOP_MILLISECONDS = 10_000;

/**
 * Starts the production server. Prints one line with its address, or one line why it could not start, and then
 * exits with 1. SIGTERM and SIGINT end it in order.
 *
 * With `--bunsen-health` on its command line it asks the server that is running, and ends with 0 if that one is ready.
 */
export async function serve(app: App): Promise<Bun.Server<unknown>> {
  try {
    if (process.argv.includes(HEALTH_FLAG)) return await endWithHealth(app);
    return await start(app);
  } catch (error) {
    if (error instanceof BunsenError) log.error(error.message);
    else logError(logEvents.startFailed(), errorFields(error));
    process.exit(1);
  }
}

async function endWithHealth({ settings }: App): Promise<never> {
  const problem = await probe(settings);
  if (problem !== undefined) logError(logEvents.notReady(problem));
  process.exit(problem === undefined ? 0 : 1);
}

async function start(app: App): Promise<Bun.Server<unknown>> {
  const { settings, sockets } = app;
  if (!isSmokeTest()) await startApp(app);
  const server = await listen(settings, {
    fetch: app.fetch,
    error: respondToFailure,
    websocket: sockets?.handler,
  });
  if (!isSmokeTest()) serveMetrics(app);
  endInOrder(server, app);
  const { versions, mode, table } = app.build;
  log.info(`Bunsen ${versions.bunsen} on ${shownAddress(server)}`, {
    mode,
    bun: Bun.version,
    react: reactVersion,
    routes: table.routes.length,
    // For the build, which asks whether this server serves.
    host: isSmokeTest() && settings.options.allowedHosts ? new URL(acceptedOrigin(settings)).host : undefined,
  });
  if (!isSmokeTest()) app.warm();
  return server;
}

/** Calls `onStart`. A signal that comes meanwhile aborts it and ends the process: there are no requests to wait for. */
async function startApp(app: App): Promise<void> {
  let begun: ReceivedSignal | undefined;
  const stop = (signal: NodeJS.Signals) => {
    if (begun && isAnotherSignal(begun, signal)) process.exit(1);
    if (begun) return;
    begun = { signal, at: performance.now() };
    app.drain();
    setTimeout(() => process.exit(1), STOP_MILLISECONDS);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // Bun ends a process that waits for a promise and nothing else.
  const alive = setInterval(() => undefined, 60_000);
  await app.start().catch((error: unknown) => {
    if (begun === undefined) throw error;
  });
  clearInterval(alive);
  process.off("SIGTERM", stop);
  process.off("SIGINT", stop);
  if (begun === undefined) return;
  log.info(`${begun.signal}: stopped before the server listened.`);
  process.exit(0);
}

/** The app responds to its own failures, so this is for failures of the app itself. */
function respondToFailure(error: unknown): Response {
  logError(logEvents.handlerFailed(), errorFields(error));
  return new Response("Internal Server Error", { status: 500 });
}

function endInOrder(server: Bun.Server<unknown>, app: App): void {
  const { settings, sockets } = app;
  const shutdown = new Shutdown({
    server,
    beginDraining: () => app.drain(),
    closeWebSockets: () => sockets?.closeAll(GOING_AWAY, "The server is shutting down."),
    jobs: app.jobs,
    onShutdown: settings.options.onShutdown,
    close: () => app.close(),
    ...settings.shutdown,
    exit: (code) => process.exit(code),
  });
  process.on("SIGTERM", (signal) => shutdown.onSignal(signal));
  process.on("SIGINT", (signal) => shutdown.onSignal(signal));
  handleFailures((reason) => shutdown.begin(reason, 1));
}
