import { nodeAddress } from "./ip.ts";

/** What a proxy reports about the request that it received. */
export interface ForwardedHop {
  /** The sender: an address, with or without a port, or an identifier that hides it (RFC 7239 §6). */
  node?: string;
  /** The `Host` header, with the port from `X-Forwarded-Port` if it has none. */
  host?: string;
  /** `http` or `https`, as written. */
  proto?: string;
}

/**
 * The element that the n-th proxy in front of the server wrote into a comma-separated list: the n-th from the right, because
 * each proxy appends one. If the list is shorter, a trusted proxy started it, so its first element is used.
 */
function nthFromRight(list: string, hops: number): string {
  let end = list.length;
  for (let hop = 1; ; hop++) {
    const comma = list.lastIndexOf(",", end - 1);
    if (hop === hops || comma < 0) return list.slice(comma + 1, end).trim();
    end = comma;
  }
}

/** Reads the `X-Forwarded-*` headers. @returns `undefined` if there are none */
function readXForwarded(headers: Headers, hops: number): ForwardedHop | undefined {
  const node = headers.get("x-forwarded-for");
  const host = headers.get("x-forwarded-host");
  const proto = headers.get("x-forwarded-proto");
  const port = headers.get("x-forwarded-port");
  if (node === null && host === null && proto === null && port === null) return undefined;
  const hop: ForwardedHop = {};
  if (node !== null) hop.node = nthFromRight(node, hops);
  if (proto !== null) hop.proto = nthFromRight(proto, hops);
  const name = host === null ? headers.get("host") : nthFromRight(host, hops);
  if (port !== null && name !== null) hop.host = withPort(name, nthFromRight(port, hops));
  else if (host !== null && name !== null) hop.host = name;
  return hop;
}

/** A port in the host takes precedence over `X-Forwarded-Port`. */
function withPort(host: string, port: string): string {
  return /:\d*$/.test(host) ? host : `${host}:${port}`;
}

/**
 * Reads `Forwarded` (RFC 7239 §4).
 *
 * @returns `undefined` without the header
 */
function readForwarded(headers: Headers, hops: number): ForwardedHop | "malformed" | undefined {
  const value = headers.get("forwarded");
  if (value === null) return undefined;
  const elements = parseElements(value);
  const pairs = elements?.[Math.max(0, elements.length - hops)];
  if (!pairs) return "malformed";
  return { node: pairs.get("for"), host: pairs.get("host"), proto: pairs.get("proto") };
}

/**
 * What the n-th proxy in front of the server reports, in `Forwarded` or in `X-Forwarded-*`.
 *
 * @returns a string with the reason if it cannot be trusted: `Forwarded` cannot be parsed, or it differs from `X-Forwarded-*`.
 *   A proxy writes only one of them, so the other one is from the client, and it is not known which. `undefined` without any of
 *   the headers
 */
export function readHop(headers: Headers, hops: number): ForwardedHop | string | undefined {
  const own = readXForwarded(headers, hops);
  const standard = readForwarded(headers, hops);
  if (standard === "malformed") return "malformed Forwarded header";
  if (own && standard && contradict(own, standard))
    return "Forwarded and X-Forwarded-* contradict each other";
  return own ?? standard;
}

/** One pair of an element and the separator after it: `for="[::1]:80";` (token and quoted-string, RFC 9110 §5.6). */
const PAIR =
  /[ \t]*([!#$%&'*+\-.^_`|~\w]+)=(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+\-.^_`|~\w:[\]]+))[ \t]*([;,]|$)/y;

function parseElements(value: string): Map<string, string>[] | undefined {
  const elements = [new Map<string, string>()];
  PAIR.lastIndex = 0;
  for (;;) {
    const match = PAIR.exec(value);
    if (!match) return undefined;
    const [, name = "", quoted, token = "", separator] = match;
    elements.at(-1)?.set(name.toLowerCase(), quoted === undefined ? token : quoted.replace(/\\(.)/g, "$1"));
    if (separator === "") return elements;
    if (separator === ",") elements.push(new Map());
  }
}

function contradict(one: ForwardedHop, other: ForwardedHop): boolean {
  return (
    addressOf(one) !== addressOf(other) ||
    one.host?.toLowerCase() !== other.host?.toLowerCase() ||
    one.proto?.toLowerCase() !== other.proto?.toLowerCase()
  );
}

/** The client's address, normalised; an empty string if the proxy does not know or hides it. */
export function addressOf({ node }: ForwardedHop): string | undefined {
  return node === undefined ? undefined : nodeAddress(node);
}
