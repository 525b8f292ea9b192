import { connect } from "node:net";

/** What became of the requests that were sent while a server was told to stop. */
export interface ShutdownResult {
  /** Whole answers. */
  whole: number;
  /** Answers that began and did not end. */
  cut: number;
  /** Requests that were written to a connection and got not a byte. */
  lost: number;
  /** Keep-alive connections on which a request that followed a whole answer was lost: the client was not warned. */
  unwarned: number;
}

export interface ShutdownLoad {
  port: number;
  /** Asked for in turn. */
  paths: readonly string[];
  /** Connections that are used again and again. */
  keepAlive: number;
  /** Clients that make a connection for each request. */
  oneShot: number;
}

/** Loads a server on the loopback interface until it accepts no more connections. */
export async function loadUntilGone(load: ShutdownLoad): Promise<ShutdownResult> {
  const result: ShutdownResult = { whole: 0, cut: 0, lost: 0, unwarned: 0 };
  let asked = 0;
  const nextPath = () => load.paths[asked++ % load.paths.length] ?? "/";
  const clients = [
    ...Array.from({ length: load.keepAlive }, () => client(load.port, nextPath, result, true)),
    ...Array.from({ length: load.oneShot }, () => client(load.port, nextPath, result, false)),
  ];
  await Promise.all(clients);
  return result;
}

/** Connects again and again, until nobody listens any more. */
async function client(
  port: number,
  nextPath: () => string,
  result: ShutdownResult,
  keepAlive: boolean,
): Promise<void> {
  while (await converse(port, nextPath, result, keepAlive));
}

/** One connection, to its end. Returns false if it was refused. */
function converse(
  port: number,
  nextPath: () => string,
  result: ShutdownResult,
  keepAlive: boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let connected = false;
    let answers = 0;
    /** Bytes of the answer that is waited for; `undefined` if none is. */
    let received: string | undefined;
    const ask = (): void => {
      received = "";
      const connection = keepAlive ? "keep-alive" : "close";
      socket.write(`GET ${nextPath()} HTTP/1.1\r\nHost: a\r\nConnection: ${connection}\r\n\r\n`);
    };
    socket.setEncoding("latin1");
    socket.on("connect", () => {
      connected = true;
      ask();
    });
    socket.on("data", (data) => {
      received += String(data);
      const end = endOfAnswer(received ?? "");
      if (end === undefined) return;
      result.whole++;
      answers++;
      const isLast = !keepAlive || /\r\nconnection: close\r\n/i.test((received ?? "").slice(0, end));
      received = undefined;
      if (isLast) socket.end();
      else ask();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      if (received) result.cut++;
      else if (received === "" && answers > 0) result.unwarned++;
      else if (received === "") result.lost++;
      resolve(connected);
    });
  });
}

/** The length of a whole answer (RFC 9112 §6), or `undefined` while there is more to come. */
function endOfAnswer(text: string): number | undefined {
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const head = text.slice(0, headEnd);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  const bodyStart = headEnd + 4;
  if (length !== undefined) {
    const end = bodyStart + Number(length);
    return text.length >= end ? end : undefined;
  }
  const last = text.indexOf("\r\n0\r\n\r\n", headEnd + 2);
  return last < 0 ? undefined : last + 7;
}
