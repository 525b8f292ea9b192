import { isOwnOrigin } from "../http/own-origin.ts";

/** What `websocket.upgrade` may return: a refusal, or what the connection is made with. */
// biome-ignore lint/suspicious/noConfusingVoidType: an upgrade hook may end without a return
export type UpgradeResult<Data> = Response | { data?: Data; headers?: HeadersInit } | undefined | null | void;

/**
 * The `websocket` option of `defineServer`: Bun's handler, and who may connect.
 *
 * Bun's limits hold unless set: messages up to `maxPayloadLength` (16 MB, then close code 1009), up to
 * `backpressureLimit` of unsent bytes per connection (16 MB, then `send()` drops and returns 0; with
 * `closeOnBackpressureLimit: true` the connection is closed instead), `idleTimeout` 120 s with pings before it ends.
 */
export interface WebSocketOptions<Data = unknown> extends Bun.WebSocketHandler<Data> {
  /**
   * The path that is upgraded, canonical and without Vite's `base`, such as `/ws`. Without it nothing is upgraded but
   * by middleware or an endpoint that calls `server.upgrade(req)`. Default none.
   */
  path?: string;
  /**
   * The origins besides our own whose pages may connect, such as `https://example.com`; `"*"` is all of them. Browsers
   * always send an origin (RFC 6455 §4.1), programs need none. Default none.
   */
  origins?: readonly string[];
  /** Called before a connection on `path` is made. Return a `Response` to refuse it, else `data` for `ws.data`. */
  upgrade?(req: Request): UpgradeResult<Data> | Promise<UpgradeResult<Data>>;
}

/** What becomes of a request where WebSockets are served. */
export type UpgradeDecision =
  /** It asks for no WebSocket, or for one that middleware or an endpoint may make. */
  | "pass"
  /** It asks for one on `websocket.path`. */
  | "upgrade"
  /** It comes from another site's page: 403. */
  | "cross-origin";

/**
 * Decides what becomes of a request, before middleware and routes see it, since those may upgrade it, too.
 *
 * @param path canonical, without `base`
 * @param publicOrigin scheme and authority, as in `https://example.com`
 */
export function decideUpgrade(
  options: Pick<WebSocketOptions, "path" | "origins">,
  request: Request,
  path: string,
  publicOrigin: string,
): UpgradeDecision {
  const { headers } = request;
  const upgrade = headers.get("upgrade");
  if (upgrade === null || upgrade.toLowerCase() !== "websocket") return "pass";
  const origin = headers.get("origin");
  if (origin !== null && !allows(options.origins, origin, publicOrigin, headers.get("host")))
    return "cross-origin";
  return path === options.path && request.method === "GET" ? "upgrade" : "pass";
}

function allows(
  origins: readonly string[] | undefined,
  origin: string,
  publicOrigin: string,
  host: string | null,
): boolean {
  if (isOwnOrigin(origin, publicOrigin, host)) return true;
  const normalized = origin.toLowerCase();
  return origins?.some((allowed) => allowed === "*" || allowed.toLowerCase() === normalized) ?? false;
}
