import { listenErrors } from "../diagnostics/listen-errors.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { makeRoomForSocket } from "./unix-socket.ts";

const DEFAULT_PORT = 3000;
const ALL_ADDRESSES = "0.0.0.0";

/** Where to listen: on a Unix socket or on a port. */
export type ListenAddress = { unix: string } | { hostname: string; port: number };

/** `SOCKET_PATH`, else `PORT` and `HOST`, else `serve.unix`, else `serve.port` and `serve.hostname`, else 3000. */
export function listenAddress({ environment, options }: ServerSettings): ListenAddress {
  const { host, port, socketPath } = environment;
  const unix = socketPath ?? (host === undefined && port === undefined ? options.serve?.unix : undefined);
  if (unix !== undefined) return { unix };
  return {
    hostname: host ?? options.serve?.hostname ?? ALL_ADDRESSES,
    port: port ?? Number(options.serve?.port ?? DEFAULT_PORT),
  };
}

/** The handlers that Bunsen gives to `Bun.serve`. */
export interface Handlers {
  fetch(request: Request, server: Bun.Server<unknown>): Response | Promise<Response>;
  error(error: unknown): Response;
  websocket: Bun.WebSocketHandler<unknown> | undefined;
}

/** How a worker listens. */
export interface SharedPort {
  /** On which port the others listen; `undefined` for the first one, whose port must be free. */
  port: number | undefined;
}

/**
 * Starts `Bun.serve` with the user's options and our handlers.
 *
 * @param shared if other workers listen on the same port
 * @throws {BunsenError} that says in one line why it cannot listen
 */
export async function listen(
  settings: ServerSettings,
  handlers: Handlers,
  shared?: SharedPort,
): Promise<Bun.Server<unknown>> {
  const address = listenAddress(settings);
  if ("unix" in address) await makeRoomForSocket(address.unix);
  const { port, hostname, unix, workers, ...own } = settings.options.serve ?? {};
  try {
    if (shared && "port" in address) address.port = shared.port ?? freePort(address);
    return Bun.serve({
      // Without this Bun responds to exceptions with a page of source code unless NODE_ENV says production.
      development: false,
      // Which "development: false" would turn on: a second server would take half of the first one's requests.
      reusePort: false,
      ...handlers,
      ...own,
      ...(shared && { reusePort: true }),
      // Bodies are limited by route, with a response; Bun's own limit is an empty 413 before any of our code runs.
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
      idleTimeout: settings.idleTimeout,
      ...address,
    } as Bun.Serve.Options<unknown>);
  } catch (error) {
    throw describeFailure(error, address);
  }
}

/**
 * Listens for a moment without sharing: otherwise another server of this user that shares its port would get a part of the requests.
 *
 * @throws an Error of the system if the port is in use
 */
function freePort({ hostname, port }: { hostname: string; port: number }): number {
  const listener = Bun.listen({ hostname, port, exclusive: true, socket: { data: () => undefined } });
  const free = listener.port;
  listener.stop(true);
  return free;
}

function describeFailure(error: unknown, address: ListenAddress): Error {
  const message = error instanceof Error ? error.message : String(error);
  if ("unix" in address) return listenErrors.cannotListen(address.unix, message);
  const { hostname, port } = address;
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "EADDRINUSE":
      return listenErrors.portInUse(port);
    case "EACCES":
      return listenErrors.portForbidden(port);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EINVAL":
      return listenErrors.hostUnavailable(hostname);
    default:
      return listenErrors.cannotListen(`${hostname}:${port}`, message);
  }
}

/** The address as a person opens it: a server on all addresses is reached by `localhost`. */
export function shownAddress({ url, hostname }: Pick<Bun.Server<unknown>, "url" | "hostname">): string {
  if (hostname !== ALL_ADDRESSES && hostname !== "::") return url.href;
  const shown = new URL(url.href);
  shown.hostname = "localhost";
  return shown.href;
}
