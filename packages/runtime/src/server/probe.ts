import { messageOf } from "../diagnostics/thrown.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { listenAddress } from "./listen.ts";

const PROBE_MILLISECONDS = 4000;

/**
 * Whether the server that runs with these settings is ready: for the health checks of containers that have no shell.
 *
 * @returns what is wrong; `undefined` if nothing is
 */
export async function probe(settings: ServerSettings): Promise<string | undefined> {
  const address = listenAddress(settings);
  const isSocket = "unix" in address;
  const host = isSocket ? "localhost" : `${reachable(address.hostname)}:${address.port}`;
  try {
    const response = await fetch(`http://${host}${settings.health.ready}`, {
      signal: AbortSignal.timeout(PROBE_MILLISECONDS),
      ...(isSocket && { unix: address.unix }),
    });
    return response.ok ? undefined : `it responds with ${response.status}`;
  } catch (error) {
    return messageOf(error);
  }
}

/** A server on all addresses is reached by the one of this machine. */
function reachable(hostname: string): string {
  if (hostname === "0.0.0.0") return "127.0.0.1";
  if (hostname === "::") return "[::1]";
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}
