import { version as reactVersion } from "react";
import type { App } from "../app/app.ts";
import { isSmokeTest } from "../contract/build-phase.ts";
import { HEALTH_FLAG } from "../contract/health-flag.ts";
import { BunsenError } from "../diagnostics/errors.ts";
import { errorFields, log } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import { acceptedOrigin } from "../options/accepted-origin.ts";
import { isAnotherSignal, type ReceivedSignal } from "../util/received-signal.ts";
import type { WorkerLink } from "../workers/worker-link.ts";
import { handleFailures } from "./failures.ts";
import { listen, shownAddress } from "./listen.ts";
import { serveMetrics } from "./metrics-server.ts";
import { probe } from "./probe.ts";
import { Shutdown } from "./shutdown.ts";
import { checkSharing, joinSupervisor } from "./worker.ts";

/** "Going away" (RFC 6455 §7.4.1). */
const GOING_AWAY = 1001;

/**
 * Seconds between the moment when new connections go to another worker and the end of accepting: connections whose handshake goes
 * on still come to this one, and busy clients have a response that closes theirs.
 */
const HAND_OVER_SECONDS = 1;

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
    return await start(app, joinSupervisor());
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

async function start(app: App, worker: WorkerLink | undefined): Promise<Bun.Server<unknown>> {
  const { settings, sockets } = app;
  checkSharing(settings, worker);
  if (!isSmokeTest()) await startApp(app, worker);
  const port = await worker?.mayListen();
  const handlers = { fetch: app.fetch, error: respondToFailure, websocket: sockets?.handler };
  const server = await listen(settings, handlers, worker && { port });
  if (!isSmokeTest()) serveMetrics(app, worker !== undefined);
  endInOrder(server, app, worker);
  const { versions, mode, table } = app.build;
  const message = `Bunsen ${versions.bunsen} on ${shownAddress(server)}`;
  const fields = {
    mode,
    bun: Bun.version,
    react: reactVersion,
    routes: table.routes.length,
    // For the build, which asks whether this server serves.
    host: isSmokeTest() && settings.options.allowedHosts ? new URL(acceptedOrigin(settings)).host : undefined,
  };
  if (worker) worker.listening(Number(server.port), message, fields);
  else log.info(message, fields);
  if (!isSmokeTest()) app.warm();
  return server;
}

/** Calls `onStart`. A signal that comes meanwhile aborts it and ends the process: there are no requests to wait for. */
async function startApp(app: App, worker: WorkerLink | undefined): Promise<void> {
  let begun: ReceivedSignal | undefined;
  let code = 0;
  const end = (signal: string, exitCode: number) => {
    if (begun) return;
    begun = { signal, at: performance.now() };
    code = exitCode;
    app.drain();
    setTimeout(() => process.exit(1), STOP_MILLISECONDS);
  };
  const stop = (signal: NodeJS.Signals) => {
    // Signals that a worker gets come to its supervisor, too, which decides.
    if (begun && !worker && isAnotherSignal(begun, signal)) process.exit(1);
    end(signal, 0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  worker?.onDrain(({ reason, isFailure }) => end(reason, isFailure ? 1 : 0));
  // Bun ends a process that waits for a promise and nothing else.
  const alive = setInterval(() => undefined, 60_000);
  await app.start(worker?.index).catch((error: unknown) => {
    if (begun === undefined) throw error;
  });
  clearInterval(alive);
  process.off("SIGTERM", stop);
  process.off("SIGINT", stop);
  if (begun !== undefined) leave(begun.signal, code);
  // Until it is its turn to listen there is nothing to wait for.
  worker?.onDrain(({ reason, isFailure }) => leave(reason, isFailure ? 1 : 0));
}

function leave(reason: string, code: number): never {
  log.info(`${reason}: stopped before the server listened.`);
  process.exit(code);
}

/** The app responds to its own failures, so this is for failures of the app itself. */
function respondToFailure(error: unknown): Response {
  logError(logEvents.handlerFailed(), errorFields(error));
  return new Response("Internal Server Error", { status: 500 });
}

function endInOrder(server: Bun.Server<unknown>, app: App, worker: WorkerLink | undefined): void {
  const { settings, sockets } = app;
  let isReplaced = false;
  const shutdown = new Shutdown({
    server,
    beginDraining: () => app.drain({ isReplaced }),
    onClosed: () => worker?.closed(),
    closeWebSockets: () => sockets?.closeAll(GOING_AWAY, "The server is shutting down."),
    jobs: app.jobs,
    onShutdown: settings.options.onShutdown,
    close: () => app.close(),
    ...settings.shutdown,
    exit: (code) => process.exit(code),
  });
  // Signals that a worker gets come to its supervisor, too, which decides what a second one means.
  const onSignal = (signal: NodeJS.Signals) =>
    worker ? shutdown.begin(signal, 0) : shutdown.onSignal(signal);
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
  worker?.onDrain((order) => {
    isReplaced = order.isReplaced;
    shutdown.begin(order.reason, order.isFailure ? 1 : 0, isReplaced ? HAND_OVER_SECONDS : undefined);
  });
  handleFailures((reason) => shutdown.begin(reason, 1));
}
