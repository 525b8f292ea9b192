/** What is to be true of one answer. */
export interface Answer {
  status: number;
  /** Values by name, lower case; `null` for a header that must not be there. */
  headers?: Record<string, string | RegExp | null>;
  /** The text itself, a part of it, or JSON with at least these members. */
  body?: string | RegExp | object;
}

/** An answer, or only its status; `"closed"` for a connection that ends without one. */
export type Expected = number | Answer | "closed";

/** One request, byte by byte, and what comes of it. */
export interface Row {
  what: string;
  /** Latin-1. */
  send: string;
  /** All answers on the connection, in order. */
  gets: Expected[];
  /** Development stands behind Vite and Bun's `node:http`, which may say something else before anybody is asked. */
  inDev?: { gets: Expected[]; because: string };
  /** The server keeps the connection open after the last answer, because it waits for more of the request. */
  staysOpen?: boolean;
}

type OneOrMore = Expected | Expected[];

const listOf = (gets: OneOrMore): Expected[] => (Array.isArray(gets) ? gets : [gets]);

export function row(what: string, send: string, gets: OneOrMore, more: Partial<Row> = {}): Row {
  return { what, send, gets: listOf(gets), ...more };
}

/** Names the difference in development and its reason. */
export function dev(gets: OneOrMore, because: string): Pick<Row, "inDev"> {
  return { inDev: { gets: listOf(gets), because } };
}

/** Bytes of a request line, header lines and a body, with nothing added. */
export function request(line: string, headers: readonly string[] = [], body = ""): string {
  return `${line}\r\n${headers.map((header) => `${header}\r\n`).join("")}\r\n${body}`;
}

export const HOST = "Host: 127.0.0.1";
/** The last request of a connection. */
export const CLOSE = "Connection: close";
/** As a page of the app itself says; without it the server may take a request for another site's. */
export const OWN_PAGE = "Sec-Fetch-Site: same-origin";

/** A request without a body for exactly this target. */
export function ask(method: string, target: string, headers: readonly string[] = []): string {
  return request(`${method} ${target} HTTP/1.1`, [HOST, CLOSE, OWN_PAGE, ...headers]);
}

/** `ask` by GET. */
export function get(target: string, ...headers: string[]): string {
  return ask("GET", target, headers);
}

/** A request with exactly these lines about its body, and a second one right behind it on the same connection. */
export function pipelined(method: string, target: string, headers: readonly string[], body: string): string {
  return request(`${method} ${target} HTTP/1.1`, [HOST, OWN_PAGE, ...headers], body) + NEXT;
}

/** A plain request that is answered with `NEXT_ANSWER` if what came before it ended where the client thinks. */
export const NEXT = request("GET /api/named HTTP/1.1", [HOST, CLOSE]);
export const NEXT_ANSWER: Answer = { status: 200, body: { method: "GET" } };

/** Stands for the path of a file with its hash in its name, which only the build knows. */
export const HASHED_FILE = "/assets/{hashed}";
