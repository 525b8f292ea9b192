import { BunsenError } from "./errors.ts";

/** What can keep a server, or its workers, from listening. */
export const listenErrors = {
  portInUse: (port: number) =>
    new BunsenError(
      "PORT_IN_USE",
      `Port ${port} is in use. Stop the program that listens on it, or choose another port: PORT=${port + 1}.`,
    ),
  portForbidden: (port: number) =>
    new BunsenError(
      "PORT_FORBIDDEN",
      `This user is not allowed to listen on port ${port}. Choose a port from 1024 upwards (PORT=8080), or grant the ` +
        "process the right to bind low ports.",
    ),
  hostUnavailable: (host: string) =>
    new BunsenError(
      "HOST_UNAVAILABLE",
      `This machine has no address ${JSON.stringify(host)}. Set HOST to one of its addresses, or to 0.0.0.0 for all.`,
    ),
  socketInUse: (path: string) =>
    new BunsenError("SOCKET_IN_USE", `Another program listens on ${path}. Stop it, or change SOCKET_PATH.`),
  notASocket: (path: string) =>
    new BunsenError("NOT_A_SOCKET", `${path} exists and is not a socket. Remove it, or change SOCKET_PATH.`),
  metricsPort: (address: string, reason: string) =>
    new BunsenError(
      "METRICS_PORT",
      `The metrics cannot be served on ${address}: ${reason}. Change metrics in src/server.ts, or stop the program that uses the port.`,
    ),
  cannotSharePort: (reason: string) =>
    new BunsenError(
      "CANNOT_SHARE_PORT",
      `Workers cannot share what this server listens on: ${reason}. Set WORKERS to nothing and leave serve.workers out, or listen on a ` +
        "TCP port on Linux.",
    ),
  workersUnknown: (count: number) =>
    new BunsenError(
      "WORKERS_UNKNOWN",
      `serve.workers is ${count} here, and was not set while the app was built, so no supervisor was started. Set WORKERS=${count} in the ` +
        'environment, or give serve.workers a value in every environment ("auto", or a number).',
    ),
  cannotListen: (address: string, reason: string) =>
    new BunsenError(
      "CANNOT_LISTEN",
      `The server cannot listen on ${address}: ${reason}. Check HOST, PORT and SOCKET_PATH.`,
    ),
};
