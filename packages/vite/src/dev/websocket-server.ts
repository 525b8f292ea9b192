import type { IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { ServerOptions } from "@bunsen/runtime";
import type { App } from "@bunsen/runtime/internal/app";

/** "Service restart" (the registry of RFC 6455 §11.7): the client may reconnect immediately. */
const SERVICE_RESTART = 1012;

const LOOPBACK = "127.0.0.1";

/** Responds to a request that `server` accepted for a client at `address`. */
type Respond = (request: Request, address: string, server: Bun.Server<unknown>) => Promise<Response>;

interface Running {
  server: Bun.Server<unknown>;
  sockets: App["sockets"];
  /** The handlers of `src/server.ts`, to see whether they have changed. */
  options: ServerOptions["websocket"];
}

/**
 * A `Bun.serve` behind Vite's server: only it can make Bun's WebSockets. The raw connection of a client that requests
 * an upgrade is forwarded to it, so the client sees the app's own handshake, or its refusal, as in production.
 *
 * It listens on the loopback interface, where every program of this machine could connect. It accepts only connections
 * from this process, which it knows by their port: no other program can have that port while they are open.
 */
export class WebSocketServer {
  readonly #respond: Respond;
  /** Addresses of the clients by the local port of the connection that was made for them. */
  readonly #clients = new Map<number, string>();
  #running: Running | undefined;

  constructor(respond: Respond) {
    this.#respond = respond;
  }

  /**
   * The server with the WebSocket handlers of `app`, which is a new one when `src/server.ts` has changed them.
   *
   * @param app `undefined` if it cannot be loaded: then any server will do
   * @throws {BunsenError} naming the first option that is wrong
   */
  for(app: App | undefined): Bun.Server<unknown> {
    const running = this.#running;
    if (running && (!app || running.options === app.build.server?.websocket)) return running.server;
    // Read before anything is closed, because it throws if an option is wrong.
    const sockets = app?.sockets;
    this.stop();
    const server = Bun.serve<unknown>({
      hostname: LOOPBACK,
      port: 0,
      development: false,
      idleTimeout: 0,
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
      fetch: (request, current) => this.#fetch(request, current),
      websocket: sockets?.handler,
    } as Bun.Serve.Options<unknown>);
    server.unref();
    this.#running = { server, sockets, options: app?.build.server?.websocket };
    return server;
  }

  /** Closes every WebSocket with code 1012; the next request starts a new server. */
  stop(): void {
    const running = this.#running;
    this.#running = undefined;
    running?.sockets?.closeAll(SERVICE_RESTART, "The server code has changed.");
    running?.server.stop();
  }

  /** Forwards a client's connection to `server`, beginning with the request that Vite's server has read from it. */
  forward(incoming: IncomingMessage, client: Duplex, head: Buffer, server: Bun.Server<unknown>): void {
    const upstream = connect({ port: Number(server.port), host: LOOPBACK });
    let port: number | undefined;
    upstream.once("connect", () => {
      port = upstream.localPort;
      if (port !== undefined) this.#clients.set(port, incoming.socket.remoteAddress ?? "");
      upstream.write(requestHead(incoming), "latin1");
      upstream.write(head);
      client.pipe(upstream).pipe(client);
    });
    upstream.once("close", () => {
      if (port !== undefined) this.#clients.delete(port);
    });
    endTogether(client, upstream);
  }

  async #fetch(request: Request, server: Bun.Server<unknown>): Promise<Response> {
    const address = this.#clients.get(server.requestIP(request)?.port ?? 0);
    if (address === undefined) return new Response("Not Found\n", { status: 404 });
    const response = await this.#respond(request, address, server);
    // Vite's server reads the next request again.
    response.headers.set("connection", "close");
    return response;
  }
}

/** The request line and the header lines as they came in; they are Latin-1 (RFC 9110 §5.5). */
function requestHead({ method, url, rawHeaders }: IncomingMessage): string {
  let text = `${method} ${url} HTTP/1.1\r\n`;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    text += `${rawHeaders[index]}: ${rawHeaders[index + 1]}\r\n`;
  }
  return `${text}\r\n`;
}

/** A connection that breaks ends the other one: `pipe` passes on only an orderly end. */
function endTogether(client: Duplex, upstream: Socket): void {
  const destroy = () => {
    client.destroy();
    upstream.destroy();
  };
  client.once("error", destroy).once("close", destroy);
  upstream.once("error", destroy);
}
