import type { WebSocketOptions } from "../api/websocket-options.ts";
import { isSameOrigin } from "./same-origin.ts";

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
  if (isSameOrigin(origin, publicOrigin, host)) return true;
  const normalized = origin.toLowerCase();
  return origins?.some((allowed) => allowed === "*" || allowed.toLowerCase() === normalized) ?? false;
}
