import { connect } from "node:net";
import { parseRawResponse, type RawResponse } from "../support/raw-response.ts";

/** Everything that came back on one connection. */
export interface Exchange {
  /** In order; what a client would take for answers. */
  responses: RawResponse[];
  /** Whether the server closed the connection. */
  closed: boolean;
  /** All bytes as Latin-1, interim responses included. */
  text: string;
  /** Bytes behind the last whole response: none, or the server has said something that is no answer. */
  leftover: string;
}

export interface ExchangeOptions {
  /** Whether the first request is a HEAD, whose answer has no body. */
  head?: boolean;
  /** So many answers, and then quiet, are the end, too: the server waits for more. Without it, only a closed connection is. */
  answers?: number;
}

/** Milliseconds in which a server that keeps the connection open would have said more. */
const QUIET = 60;
/** Milliseconds after which it is given up: a dev server compiles a page when it is first asked for it. */
const DEADLINE = 20_000;

/**
 * Sends exactly these bytes (Latin-1) to 127.0.0.1 and reads until the server closes the connection, or has sent
 * enough answers.
 */
export function exchange(
  server: { port: number },
  bytes: string,
  { head = false, answers }: ExchangeOptions = {},
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: server.port, host: "127.0.0.1" });
    let received: Buffer = Buffer.alloc(0);
    const settle = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      try {
        resolve({ ...split(received, head, closed), closed, text: received.toString("latin1") });
      } catch (error) {
        reject(error);
      }
    };
    let timer = setTimeout(settle, DEADLINE, false);
    socket.once("connect", () => socket.write(Buffer.from(bytes, "latin1")));
    socket.on("data", (data: Buffer) => {
      received = Buffer.concat([received, data]);
      if (answers === undefined || split(received, head, false).responses.length < answers) return;
      clearTimeout(timer);
      timer = setTimeout(settle, QUIET, false);
    });
    socket.once("end", () => settle(true));
    // A server that refuses bytes it has not read resets the connection, which is one way of closing it.
    socket.once("error", () => settle(true));
  });
}

function split(bytes: Buffer, head: boolean, ended: boolean): Pick<Exchange, "responses" | "leftover"> {
  const responses: RawResponse[] = [];
  let rest: Uint8Array = bytes;
  while (rest.length > 0) {
    const response = parseRawResponse(rest, { head: head && responses.length === 0, ended: false });
    if (!response) {
      const last = ended ? parseLast(rest) : undefined;
      if (last) responses.push(last);
      break;
    }
    responses.push(response);
    rest = response.rest;
  }
  return { responses, leftover: Buffer.from(responses.at(-1)?.rest ?? rest).toString("latin1") };
}

/** An answer that the end of the connection ends. */
function parseLast(bytes: Uint8Array): RawResponse | undefined {
  try {
    return parseRawResponse(bytes, { ended: true });
  } catch {
    return undefined;
  }
}
