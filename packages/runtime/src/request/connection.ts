import type { TrackedCookies } from "../http/cookies.ts";
import type { InlineHashes } from "../http/inline-hashes.ts";
import type { Repetition } from "../http/repeatable-body.ts";
import type { RequestSession } from "../session/request-session.ts";
import type { RequestTrace } from "../telemetry/tracing.ts";

/** What telemetry is told of a request. */
export interface ObservedRequest {
  /** The route that responds, once it is found. */
  route?: string;
  /** Of the response's body, where it is complete; `undefined` if they are not known. */
  bytes?: number;
  /** Whether the body of the response is a stream, which goes on after the response was made. */
  isStreamed?: boolean;
  /** What the page cache had, for a page that may be cached. */
  cacheStatus?: string;
  /** That the visitor used, where requests are counted. */
  readonly scheme?: string;
  /** `undefined` if nobody records the spans of this request. */
  readonly trace?: RequestTrace;
}

/** The other end of a request, the server that took it, and what its response was found to need. */
export interface Connection extends Repetition {
  server: Bun.Server<unknown> | undefined;
  /** Overrides what `server.requestIP` says; set where another server accepted the connection. */
  address?: string;
  /** How many calls of the app by itself led to this request; 0 if left out. */
  depth?: number;
  /** Set by the app where the body of its response is known to be complete: text, bytes or a file, no stream. */
  finite?: boolean;
  /** Set by the app when something first needs a name for the request. */
  requestId?: string;
  /** Set by the app when a page first needs one. */
  nonce?: string;
  /** Set by the app when user code first asks for them. */
  cookies?: TrackedCookies;
  /** Set by the app when user code first asks for it. */
  session?: RequestSession;
  /** Set by the app when the headers of the response are complete. */
  hasHeaders?: boolean;
  /** Set by the app where middleware sent its own response, or threw. */
  endedByMiddleware?: boolean;
  /** Set by the app where a page without a nonce has inline scripts or styles that its policy allows. */
  inline?: InlineHashes;
  /** Where the app notes what is counted of the request, and its spans; `undefined` where it has no telemetry. */
  observed?: ObservedRequest;
  /** Is given what visitors are not told of a failure, instead of the log. */
  onFailure?(error: unknown): void;
}

/** The id that names a request in the log and on a masked error page; made when it is first asked for. */
export function requestId(connection: Connection): string {
  connection.requestId ??= crypto.randomUUID();
  return connection.requestId;
}
