import { decideUpgrade, type UpgradeDecision } from "../http/websocket-upgrade.ts";
import type { RequestContext } from "../request/request-context.ts";

/** Whether this is a request for a WebSocket, and one that is allowed. Decided once for a context. */
export function upgradeOf(context: RequestContext): UpgradeDecision {
  const { websocket } = context.settings.options;
  context.upgrade ??= websocket
    ? decideUpgrade(websocket, context.req, context.path.path, context.origin)
    : "pass";
  return context.upgrade;
}
