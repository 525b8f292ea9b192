import type { Connection } from "../context.ts";

/** The longest that Bun waits; for it 0 is for ever. */
const LONGEST_SECONDS = 255;

/** What the one who answers knows about its answer. */
export interface AnsweredConnection extends Connection {
  /** Set where the body is known to be complete: text, bytes or a file, no stream. */
  finite?: boolean;
}

/**
 * Asks for an answer, and keeps Bun from cutting the connection while it is made or streamed: `idleTimeout` is for
 * connections that wait for a request, and Bun uses it for all.
 *
 * - While nothing but the handler is waited for there is no limit; it has its own deadline.
 * - While a body arrives the limit is Bun's longest: it asks for about 16 kB/s on average, so that a client which has
 *   gone without a word is let go of.
 * - A stream that may be quiet gets Bun's longest, an event stream no limit.
 * - After a complete answer `idleSeconds` hold again. Without that, an idle connection would stay for ever.
 */
export function answerHeld(
  request: Request,
  connection: AnsweredConnection & { server: Bun.Server<unknown> },
  idleSeconds: number,
  answer: (request: Request, connection: Connection) => Response | Promise<Response>,
): Response | Promise<Response> {
  const { server } = connection;
  const response = answer(request, connection);
  if (!(response instanceof Promise)) {
    if (!connection.finite) server.timeout(request, streamSeconds(response));
    return response;
  }
  server.timeout(request, hasBody(request) ? LONGEST_SECONDS : 0);
  return response.then((answered) => {
    server.timeout(request, connection.finite ? idleSeconds : streamSeconds(answered));
    return answered;
  });
}

/** An upgraded request has no response. */
function streamSeconds(response: Response | undefined): number {
  return response?.headers.get("content-type")?.startsWith("text/event-stream") ? 0 : LONGEST_SECONDS;
}

function hasBody({ method, body }: Request): boolean {
  return method !== "GET" && method !== "HEAD" && body !== null;
}
