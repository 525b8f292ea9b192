import { version as reactVersion } from "react";
import type { App } from "../app.ts";
import { BunsenError } from "../errors.ts";
import { errorFields, log } from "../log.ts";
import type { ServerSettings } from "../settings.ts";
import { handleFailures } from "./failures.ts";
import { Health } from "./health.ts";
import { type AnsweredConnection, holdWhileSending, holdWhileWorking } from "./idle-timeout.ts";
import { listen, shownAddress } from "./listen.ts";
import { Shutdown } from "./shutdown.ts";
import type { WebSockets } from "./websocket.ts";

/** "Going away" (RFC 6455 §7.4.1). */
const GOING_AWAY = 1001;

/**
 * Starts the production server. Prints one line with its address, or one line why it could not start, and then
 * exits with 1. SIGTERM and SIGINT end it in order.
 */
export async function serve(app: App): Promise<Bun.Server<unknown>> {
  try {
    return await start(app);
  } catch (error) {
    if (error instanceof BunsenError) log.error(error.message);
    else log.error("The server could not start.", errorFields(error));
    process.exit(1);
  }
}

async function start(app: App): Promise<Bun.Server<unknown>> {
  const { settings, sockets } = app;
  const health = new Health(settings.health, () => app.fetch(probeRequest(app, settings)));
  const door = new Door(app, settings, health);
  const server = await listen(settings, {
    fetch: (request, server) => door.answer(request, server),
    error: answerFailure,
    websocket: sockets?.handler,
  });
  endInOrder(server, settings, door, sockets);
  const { versions, mode, table } = app.build;
  log.info(`Bunsen ${versions.bunsen} on ${shownAddress(server)}`, {
    mode,
    bun: Bun.version,
    react: reactVersion,
    routes: table.routes.length,
  });
  return server;
}

/** Between Bun and the app: health paths, idle connections, and farewells while the server ends. */
class Door {
  readonly #app: App;
  readonly #health: Health;
  readonly #idleSeconds: number;
  #draining = false;

  constructor(app: App, settings: ServerSettings, health: Health) {
    this.#app = app;
    this.#health = health;
    this.#idleSeconds = settings.idleTimeout;
  }

  answer(request: Request, server: Bun.Server<unknown>): Response | Promise<Response> {
    const health = this.#health.answer(request.url, request.method);
    if (health) return health;
    const connection: AnsweredConnection = { server };
    const response = this.#app.handle(request, connection);
    if (response instanceof Promise) {
      holdWhileWorking(request, connection);
      return response.then((answered) => this.#send(request, connection, answered));
    }
    return connection.finite && !this.#draining ? response : this.#send(request, connection, response);
  }

  drain(): void {
    this.#draining = true;
    this.#health.drain();
  }

  #send(request: Request, connection: AnsweredConnection, response: Response): Response {
    holdWhileSending(request, connection, response, this.#idleSeconds);
    // Tells the client not to send another request on a connection that is about to end (RFC 9112 §9.6).
    if (this.#draining) response?.headers.set("connection", "close");
    return response;
  }
}

/** `/` under a host that is allowed. */
function probeRequest(app: App, { environment, options }: ServerSettings): Request {
  const host = options.allowedHosts?.find((name) => !name.startsWith("*")) ?? "localhost";
  const origin = environment.origin ?? options.origin ?? `http://${host}`;
  return new Request(new URL(app.build.base, origin), { headers: { "user-agent": "bunsen-readiness" } });
}

/** The app answers its own failures, so this is for failures of the app itself. */
function answerFailure(error: unknown): Response {
  log.error("The request handler failed.", errorFields(error));
  return new Response("Internal Server Error", { status: 500 });
}

function endInOrder(
  server: Bun.Server<unknown>,
  settings: ServerSettings,
  door: Door,
  sockets: WebSockets | undefined,
): void {
  const shutdown = new Shutdown({
    server,
    beginDraining: () => door.drain(),
    closeWebSockets: () => sockets?.closeAll(GOING_AWAY, "The server is shutting down."),
    onShutdown: settings.options.onShutdown,
    ...settings.shutdown,
    exit: (code) => process.exit(code),
  });
  process.on("SIGTERM", (signal) => shutdown.onSignal(signal));
  process.on("SIGINT", (signal) => shutdown.onSignal(signal));
  handleFailures((reason) => shutdown.begin(reason, 1));
}
