import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { ResolvedConfig, ViteDevServer } from "vite";
import { isAllowedHost } from "./allowed-host.ts";
import type { DevelopmentApp } from "./app.ts";

/** The subprotocols of Vite's own socket. */
const VITE_PROTOCOLS = ["vite-hmr", "vite-ping"];

/** Passes every upgrade request to the app that is not Vite's or a proxy's. */
export function handleUpgrades(server: ViteDevServer, app: DevelopmentApp): void {
  const { config, httpServer } = server;
  httpServer?.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (VITE_PROTOCOLS.includes(incoming.headers["sec-websocket-protocol"] ?? "")) return;
    if (isProxied(config, incoming.url ?? "/")) return;
    if (!config.server.https && !isAllowedHost(incoming.headers.host, config.server.allowedHosts ?? [])) {
      return void socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }
    void app.upgrade(incoming, socket, head);
  });
  httpServer?.once("close", () => app.stop());
}

/** Whether an entry of Vite's `server.proxy` takes WebSockets of this URL. */
function isProxied({ server }: ResolvedConfig, url: string): boolean {
  return Object.entries(server.proxy ?? {}).some(([context, options]) => {
    const matches = context.startsWith("^") ? new RegExp(context).test(url) : url.startsWith(context);
    if (!matches || typeof options === "string") return matches && /^wss?:/.test(String(options));
    return options.ws || /^wss?:/.test(String(options.target));
  });
}
