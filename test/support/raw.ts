import { connect } from "node:net";
import { parseRawResponse, type RawResponse } from "./raw-response.ts";

export interface SendOptions {
  /** The request is a HEAD: the answer has no body. */
  head?: boolean;
  /** Read until the server closes the connection, so that `rest` shows what it sent too much. */
  untilClosed?: boolean;
  /** Milliseconds until it gives up. @default 10000 */
  deadline?: number;
}

/**
 * Sends exactly these bytes to 127.0.0.1 and reads one response: for requests that a client library would tidy up.
 * @throws an Error when the server closes the connection without an answer, or none comes before the deadline
 */
export function sendRaw(
  server: { port: number },
  request: string | Uint8Array,
  options: SendOptions = {},
): Promise<RawResponse> {
  const { head, untilClosed = false, deadline = 10_000 } = options;
  return new Promise((resolve, reject) => {
    const socket = connect({ port: server.port, host: "127.0.0.1" });
    let received: Buffer = Buffer.alloc(0);
    const timer = setTimeout(() => settle(new Error(`no complete answer within ${deadline} ms`)), deadline);
    const settle = (result: RawResponse | Error): void => {
      clearTimeout(timer);
      socket.destroy();
      if (result instanceof Error) reject(result);
      else resolve(result);
    };
    const read = (ended: boolean): void => {
      try {
        if (ended && received.length === 0) throw new Error("the connection was closed without an answer");
        const response = parseRawResponse(received, { head, ended });
        if (response) settle(response);
      } catch (error) {
        settle(error instanceof Error ? error : new Error(String(error)));
      }
    };
    socket.once("connect", () =>
      socket.write(typeof request === "string" ? Buffer.from(request, "latin1") : request),
    );
    socket.on("data", (data: Buffer) => {
      received = Buffer.concat([received, data]);
      if (!untilClosed) read(false);
    });
    socket.once("end", () => read(true));
    socket.once("error", settle);
  });
}

/** A request without a body for exactly this request target. */
export function rawRequest(method: string, target: string, headers: Record<string, string> = {}): string {
  // As a page of the app itself would say; without it the server refuses a form as another site's.
  const own = method === "GET" ? undefined : { "Sec-Fetch-Site": "same-origin" };
  const lines = Object.entries({ Host: "127.0.0.1", Connection: "close", ...own, ...headers });
  return `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** GET for exactly this request target, `..` and all. */
export function getRaw(
  server: { port: number },
  target: string,
  headers?: Record<string, string>,
): Promise<RawResponse> {
  return sendRaw(server, rawRequest("GET", target, headers));
}
