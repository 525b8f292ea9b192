import { isBuilding } from "../contract/build-phase.ts";
import { peersOfProcess } from "../contract/peers.ts";
import { isEventStream, openEventStream } from "../http/event-stream.ts";
import { type OutgoingEvents, outgoingEvents } from "../http/outgoing-events.ts";
import { acceptedOrigin } from "../options/accepted-origin.ts";
import type { ServerSettings } from "../options/resolve.ts";
import type { Connection } from "../request/connection.ts";
import { withRequestLog } from "../request/request-log.ts";
import type { Handle } from "../request/request-scope.ts";
import { FanOut } from "../util/fan-out.ts";
import { whenSettled } from "../util/maybe-promise.ts";
import { Health } from "./health.ts";
import { holdWhileSending, holdWhileWorking, type PipelineConnection } from "./idle-timeout.ts";
import { observed } from "./observe.ts";
import type { ReadyResponses } from "./ready-responses.ts";
import type { AppTelemetry } from "./telemetry.ts";

/** 408: the rest of the body may still come, and would be taken for the next request (RFC 9110 §15.5.9). */
const TOO_SLOW = 408;

/** Between a server, ours or the user's own, and the pipeline: health paths, idle connections, farewells. */
export class Entry {
  readonly #handle: Handle;
  readonly #health: Health;
  readonly #idleSeconds: number;
  readonly #bodySeconds: number;
  #draining = false;
  /** Those that end with the server. */
  readonly #streams = new Set<OutgoingEvents>();
  #ready: ReadyResponses | undefined;

  /**
   * @param base Vite's `base`
   * @param telemetry what counts and traces requests
   * @param ready `undefined` if the pipeline has to see every request
   */
  constructor(
    handle: Handle,
    settings: ServerSettings,
    base: string,
    { ready, telemetry }: { ready: ReadyResponses | undefined; telemetry: AppTelemetry | undefined },
  ) {
    this.#ready = ready;
    const logged = settings.options.requestLog && !isBuilding() ? withRequestLog(handle) : handle;
    this.#handle = telemetry ? observed(logged, telemetry, settings) : logged;
    this.#health = new Health(
      settings.health,
      () => handle(probeRequest(settings, base), { server: undefined }),
      peersOfProcess(),
    );
    this.#idleSeconds = settings.idleTimeout;
    this.#bodySeconds = settings.bodyTimeout;
  }

  /** Responds to a request whose connection the caller keeps open. */
  respond(request: Request, connection: Connection): Response | Promise<Response> {
    const health = this.#health.respond(request.url, request.method, request);
    if (health) return health;
    return whenSettled(this.#handle(request, connection), (response) =>
      isEventStream(response) ? this.#open(request, response, connection) : response,
    );
  }

  /** Responds to a request that `server` accepted, and keeps Bun from cutting its connection meanwhile. */
  serve(request: Request, server: Bun.Server<unknown>): Response | Promise<Response> {
    const ready = this.#ready?.respond(request);
    if (ready) return ready;
    const health = this.#health.respond(request.url, request.method, request);
    if (health) return health;
    const connection: PipelineConnection = { server };
    const response = this.#handle(request, connection);
    if (response instanceof Promise) {
      holdWhileWorking(request, connection, this.#bodySeconds);
      return response.then((settled) => this.#send(request, connection, settled));
    }
    if (connection.repeatable)
      this.#ready?.keep(request, response, connection.repeatable, connection.observed);
    return connection.finite && !this.#draining ? response : this.#send(request, connection, response);
  }

  /** @param isReplaced whether probes may still find a server that is ready */
  drain(isReplaced: boolean): void {
    this.#draining = true;
    this.#ready = undefined;
    if (!isReplaced) this.#health.drain();
    // A browser connects again, to another instance.
    new FanOut().each(this.#streams, (events) => events.end());
  }

  #send(request: Request, connection: PipelineConnection, response: Response): Response | Promise<Response> {
    const isEvents = !connection.finite && isEventStream(response);
    holdWhileSending(request, connection, response, isEvents, this.#idleSeconds);
    // Tells the client not to send another request on a connection that is about to end (RFC 9112 §9.6).
    if (this.#draining || response.status === TOO_SLOW) response.headers.set("connection", "close");
    return isEvents ? this.#open(request, response, connection) : response;
  }

  #open(request: Request, response: Response, { server }: Connection): Response | Promise<Response> {
    const patience = this.#idleSeconds;
    const disconnect = () => server?.timeout(request, 1);
    const events = outgoingEvents(response);
    if (!events) return openEventStream(request, response, { patience, disconnect });
    if (events.isEnded) return response;
    events.attach({ patience, disconnect });
    this.#streams.add(events);
    events.onEnd = () => this.#streams.delete(events);
    if (this.#draining) events.end();
    return response;
  }
}

/** `/` under a host that is allowed. */
function probeRequest(settings: ServerSettings, base: string): Request {
  return new Request(new URL(base, acceptedOrigin(settings)), {
    headers: { "user-agent": "bunsen-readiness" },
  });
}
