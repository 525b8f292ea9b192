import { isEventStream } from "../http/event-stream.ts";
import { outgoingEvents, passesOn } from "../http/outgoing-events.ts";
import type { ServerSettings } from "../options/resolve.ts";
import type { Connection, ObservedRequest } from "../request/connection.ts";
import { observeBody } from "../request/observed-body.ts";
import type { Handle } from "../request/request-scope.ts";
import { knownMethod } from "../telemetry/metrics/http-metrics.ts";
import type { RequestTrace } from "../telemetry/tracing.ts";
import { settledValue } from "../util/maybe-promise.ts";
import type { AppTelemetry } from "./telemetry.ts";

/** The same handler, whose requests are counted and traced. Not called where nobody wants that, so that it costs nothing. */
export function observed(handle: Handle, telemetry: AppTelemetry, settings: ServerSettings): Handle {
  const { tracing } = telemetry;
  return (request, connection) => {
    const observation = new Observation(telemetry, settings, request, connection);
    connection.observed = observation;
    const fail = (error: unknown): never => {
      observation.failed(error);
      throw error;
    };
    let response: Response | Promise<Response>;
    try {
      const work = () => handle(request, connection);
      response = settledValue(tracing ? observation.during(work) : work());
    } catch (error) {
      return fail(error);
    }
    const respond = (made: Response) => observation.responded(request, connection, made);
    return response instanceof Promise ? response.then(respond, fail) : respond(response);
  };
}

/** One request from its arrival to the end of its response's body. */
class Observation implements ObservedRequest {
  route?: string;
  bytes?: number;
  isStreamed?: boolean;
  cacheStatus?: string;
  readonly trace?: RequestTrace;
  /** Also that of a request that is not sampled: requests that it makes tell others so. */
  readonly #trace: RequestTrace | undefined;
  readonly #telemetry: AppTelemetry;
  readonly #method: string;
  readonly scheme: string;
  readonly #requestBytes: number | undefined;
  readonly #began = performance.now();

  constructor(telemetry: AppTelemetry, settings: ServerSettings, request: Request, connection: Connection) {
    this.#telemetry = telemetry;
    this.#method = knownMethod(request.method);
    this.scheme = schemeOf(request, settings, connection);
    this.#requestBytes = mayHaveBody(request) ? lengthOf(request.headers) : undefined;
    for (const sink of telemetry.sinks) sink.began(this.#method, this.scheme);
    const trace = telemetry.tracing?.request({ request, method: this.#method, scheme: this.scheme });
    this.#trace = trace;
    if (!trace?.isRecording) return;
    this.trace = trace;
    trace.client(settings.origin.clientIp(request.headers, peerOf(request, connection)));
  }

  during<Result>(work: () => Result): Result {
    return this.#trace ? this.#trace.during(work) : work();
  }

  /** @returns the response to send, whose body is followed if it goes on */
  responded(request: Request, connection: Connection, response: Response): Response {
    const { status } = response;
    const isStream = !connection.finite && (this.isStreamed || isEventStream(response));
    if (isStream && request.method !== "HEAD") {
      const events = outgoingEvents(response);
      const followed = observeBody(response, ({ error, bytes }) => {
        this.bytes = bytes;
        // An event stream goes on until somebody leaves.
        this.#end(status, isEventStream(response) && error === "client_left" ? undefined : error);
      });
      if (events) passesOn(followed, events);
      return followed;
    }
    if (request.method === "HEAD") this.bytes = undefined;
    else this.bytes ??= lengthOf(response.headers);
    this.#end(status, undefined);
    return response;
  }

  /** No response was made; the server sends a 500. */
  failed(error: unknown): void {
    this.trace?.failed(error);
    this.#end(500, undefined);
  }

  #end(status: number, error: string | undefined): void {
    const { route } = this;
    const finished = {
      method: this.#method,
      scheme: this.scheme,
      route,
      status,
      seconds: (performance.now() - this.#began) / 1000,
      requestBytes: this.#requestBytes,
      responseBytes: this.bytes,
    };
    for (const sink of this.#telemetry.sinks) sink.ended(finished);
    this.#trace?.end({ route, status, error, cacheStatus: this.cacheStatus });
  }
}

/** The scheme that the visitor used. */
function schemeOf(request: Request, { origin }: ServerSettings, { server }: Connection): string {
  const shown = origin.of(request, server);
  return (typeof shown === "string" ? shown : request.url).startsWith("https:") ? "https" : "http";
}

function mayHaveBody({ method }: Request): boolean {
  return method !== "GET" && method !== "HEAD";
}

function lengthOf(headers: Headers): number | undefined {
  const length = headers.get("content-length");
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}

function peerOf(request: Request, { address, server }: Connection): string {
  return address ?? server?.requestIP(request)?.address ?? "";
}
