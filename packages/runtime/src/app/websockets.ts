import type { WebSocketOptions } from "../api/websocket-options.ts";
import { errors, SERVER_MODULE } from "../diagnostics/errors.ts";
import { errorFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import { problemResponse } from "../endpoint/problem.ts";
import { describeKind } from "../request/finish.ts";
import { userResponse } from "../request/user-response.ts";
import { isPlainObject } from "../util/plain-object.ts";

/** The WebSockets of one server. */
export interface WebSockets {
  /** For `Bun.serve`. */
  readonly handler: Bun.WebSocketHandler<unknown>;
  /**
   * Asks the user's `upgrade` and makes the connection.
   *
   * @param request the one that the server made, no copy of it
   * @param cookies `Set-Cookie` lines for the handshake
   * @returns the refusal, or a 101 when the connection is made: it is not sent, but every host wants a `Response`
   * @throws what `upgrade` throws; {BunsenError} UPGRADE_RESULT if it returns what is neither a refusal nor an agreement
   */
  upgrade(request: Request, server: Bun.Server<unknown>, cookies?: readonly string[]): Promise<Response>;
  /** Closes every connection, with a code of RFC 6455 §7.4. */
  closeAll(code: number, reason: string): void;
}

/** Bun's handler from the user's, which keeps account of the connections and lets no throw end the server. */
export function createWebSockets(options: WebSocketOptions): WebSockets {
  const { path, origins, upgrade, ...given } = options;
  const open = new Set<Bun.ServerWebSocket<unknown>>();
  // Without it, Bun makes an uncaught exception of a throw, and that ends the server.
  const onError: OnError =
    given.error ?? ((error) => logError(logEvents.webSocketFailed(), errorFields(error)));
  const own = withRejections(given, onError);
  return {
    handler: {
      ...own,
      open(socket) {
        open.add(socket);
        return own.open?.(socket);
      },
      close(socket, code, reason) {
        open.delete(socket);
        return own.close?.(socket, code, reason);
      },
      error: onError,
    },
    async upgrade(request, server, cookies = []) {
      if (!asksToSwitch(request)) return incompleteHandshake();
      const result: unknown = await upgrade?.(request);
      if (result instanceof Response) return userResponse(result, SERVER_MODULE, request);
      const { data, headers } = checkAgreement(result);
      if (server.upgrade(request, { data, headers: withLines(headers, cookies) })) {
        return new Response(null, { status: 101 });
      }
      return incompleteHandshake();
    },
    closeAll(code, reason) {
      for (const socket of open) socket.close(code, reason);
    },
  };
}

type OnError = NonNullable<Bun.WebSocketHandler<unknown>["error"]>;

/** The callbacks that Bun calls with a socket and may get a promise from, for which it does not wait. */
const CALLBACKS = ["open", "message", "drain", "close", "ping", "pong"] as const;

type Callback = (socket: Bun.ServerWebSocket<unknown>, ...given: unknown[]) => unknown;

/** The same handler, where a rejection is an error as a throw is. */
function withRejections(
  handler: Bun.WebSocketHandler<unknown>,
  onError: OnError,
): Bun.WebSocketHandler<unknown> {
  const watched: Record<string, unknown> = { ...handler };
  for (const name of CALLBACKS) {
    const callback = handler[name] as Callback | undefined;
    if (typeof callback !== "function") continue;
    watched[name] = (socket: Bun.ServerWebSocket<unknown>, ...given: unknown[]) => {
      const result = callback.call(handler, socket, ...given);
      if (result instanceof Promise) result.catch((error) => onError(error, socket));
      return result;
    };
  }
  return watched;
}

const AGREEMENT_KEYS = ["data", "headers"];

/** Whatever else `upgrade` returns (`false`, `"denied"`, `{ status: 401 }`) was meant to refuse. */
function checkAgreement(result: unknown): { data?: unknown; headers?: HeadersInit } {
  if (result === undefined) return {};
  if (!isPlainObject(result)) throw errors.upgradeResult(describeKind(result));
  const unknown = Object.keys(result).find((key) => !AGREEMENT_KEYS.includes(key));
  if (unknown !== undefined) throw errors.upgradeResult(`an object with ${JSON.stringify(unknown)}`);
  return result;
}

function withLines(headers: HeadersInit | undefined, cookies: readonly string[]): HeadersInit | undefined {
  if (cookies.length === 0) return headers;
  const all = new Headers(headers);
  for (const line of cookies) all.append("set-cookie", line);
  return all;
}

/** `Connection: Upgrade` (RFC 6455 §4.2.1), without which a proxy on the way has not been told; Bun does not ask for it. */
function asksToSwitch({ headers }: Request): boolean {
  const options = headers.get("connection")?.toLowerCase().split(",") ?? [];
  return options.some((option) => option.trim() === "upgrade");
}

function incompleteHandshake(): Response {
  return problemResponse({ status: 400, detail: "This is not a complete WebSocket handshake." });
}

/** The response to a page of another site that asks for a WebSocket. */
export function crossOriginUpgrade(): Response {
  return problemResponse({ status: 403, detail: "WebSockets are not open to pages of this origin." });
}
