import { mayHaveLongBody } from "../http/body-limit.ts";
import type { Connection } from "../request/connection.ts";

/** The longest that Bun waits; for it 0 is forever. */
const LONGEST_SECONDS = 255;
/** Time for a 408 to be sent. */
const AFTER_BODY_SECONDS = 4;

/** What the pipeline knows about the response that it makes. */
export interface PipelineConnection extends Connection {
  server: Bun.Server<unknown>;
  /** Set where the body is known to be complete: text, bytes or a file, no stream. */
  finite?: boolean;
}

/**
 * Keeps Bun from cutting a connection while its request is worked on: `idleTimeout` is meant for connections that wait
 * for a request, and Bun uses it for all.
 *
 * While only the handler is waited for there is no limit; it has its own deadline. While a long body arrives the limit is
 * Bun's longest, for which it asks for about 16 kB/s on average, so that a client which has gone without a word is let
 * go of. A small one has little more than the time that `ctx.body` gives it, so that the connection ends, too, where a handler
 * reads the body by itself. Once the body is there, Bun itself waits for the handler.
 *
 * @param bodySeconds what the client has for a small body
 */
export function holdWhileWorking(
  request: Request,
  { server }: PipelineConnection,
  bodySeconds: number,
): void {
  if (!mayHaveBody(request)) server.timeout(request, 0);
  else server.timeout(request, mayHaveLongBody(request) ? LONGEST_SECONDS : bodySeconds + AFTER_BODY_SECONDS);
}

/**
 * Sets the limit while the response is sent: none for a stream of events, Bun's longest for another body that may be a quiet
 * stream, and `idleSeconds` after anything else. Without that, a connection on which nothing happens would stay open.
 *
 * That also ends the connection of a client that never sends the rest of a body that no code reads: bytes that arrive after
 * the response do not extend the limit. `Connection: close` would end it before a client that is still sending has read the
 * response (RFC 9112 §9.6).
 */
export function holdWhileSending(
  request: Request,
  { server, finite }: PipelineConnection,
  { status }: Response,
  isEventStream: boolean,
  idleSeconds: number,
): void {
  const isBrief = finite || status === 204 || status >= 300;
  const streamSeconds = isEventStream ? 0 : LONGEST_SECONDS;
  server.timeout(request, isBrief ? idleSeconds : streamSeconds);
}

function mayHaveBody({ method, headers }: Request): boolean {
  return method !== "GET" && method !== "HEAD" && headers.get("content-length") !== "0";
}
