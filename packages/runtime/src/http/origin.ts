import { type HostFilter, hostFilter } from "./allowed-hosts.ts";
import { addressOf, readHop } from "./forwarded.ts";
import { isHost } from "./host.ts";
import { normalizeIp } from "./ip.ts";

/** The options of `defineServer` that determine the public origin of a request. */
export interface OriginOptions {
  origin?: string;
  allowedHosts?: readonly string[];
  trustProxy?: number;
  /** For development, where Vite chooses the port: `allowedHosts` checks only names. Default `false`. */
  allowsEveryPort?: boolean;
}

/** The port that a server listens on; `undefined` for a Unix socket. */
type ListeningServer = Pick<Bun.Server<unknown>, "port">;

/** Why a request is refused because of its `Host`. Has the same shape as a `PathFault`. */
export interface HostFault {
  readonly status: 400 | 421;
  /** Does not contain what the client sent, so it may be in the response. */
  readonly reason: string;
}

const BAD_HOST: HostFault = Object.freeze({ status: 400, reason: "bad Host header" });
const OTHER_HOST: HostFault = Object.freeze({
  status: 421,
  reason: "this server does not serve that host",
});

/** The schemes that proxies report: Traefik uses `wss` for a WebSocket over TLS. */
const SCHEMES = new Map([
  ["http", "http:"],
  ["https", "https:"],
  ["ws", "http:"],
  ["wss", "https:"],
]);

/**
 * Determines the public origin and the client address of requests, by `origin`, `allowedHosts` and `trustProxy`. Without
 * `trustProxy`, `Host` is the only header that is read, and a `Host` that equals the previous one costs one comparison.
 */
export class OriginPolicy {
  readonly #origin: string | undefined;
  readonly #hops: number;
  /** Whether headers of proxies determine the origin. */
  readonly readsProxies: boolean;
  readonly #allows: HostFilter | undefined;
  /** The last `Host` that was accepted. */
  #lastHost: string | undefined;
  /** The last origin that proxies reported, with the values that it was made from. */
  #lastProxied = { scheme: "", host: "", origin: "" };

  constructor(options: OriginOptions) {
    this.#origin = options.origin === undefined ? undefined : new URL(options.origin).origin;
    this.#hops = options.trustProxy ?? 0;
    const { origin, allowedHosts } = options;
    const hosts =
      allowedHosts && origin !== undefined ? [...allowedHosts, new URL(origin).host] : allowedHosts;
    this.#allows = hosts && hostFilter(hosts, options.allowsEveryPort);
    this.readsProxies = this.#hops > 0 && (this.#origin === undefined || this.#allows !== undefined);
  }

  /** Whether requests for every host are accepted. */
  get allowsAnyHost(): boolean {
    return this.#origin === undefined && this.#allows === undefined;
  }

  /**
   * The public origin of a request: scheme and authority, without a slash at the end.
   *
   * @param server the server that accepted the request: its own port is always allowed
   * @returns `undefined` if it is the origin of `request.url`; a fault if the request must be refused: 400 for a `Host` that is
   *   malformed, empty or repeated (RFC 9112 §3.2), 421 for one that is not allowed (RFC 9110 §15.5.20)
   */
  of(request: Request, server?: ListeningServer): string | HostFault | undefined {
    const host = request.headers.get("host");
    if (host === null || host !== this.#lastHost) return this.#ofOther(request, host, server);
    return this.readsProxies ? this.#ofProxied(request, host, server) : this.#origin;
  }

  #ofOther(request: Request, host: string | null, server?: ListeningServer): string | HostFault | undefined {
    if (host === null ? !request.url.startsWith("http") : !isHost(host)) return BAD_HOST;
    const isProxied = this.readsProxies;
    if (!isProxied && this.#refuses(host ?? authority(request.url), server)) return OTHER_HOST;
    if (host !== null) this.#lastHost = host;
    return isProxied ? this.#ofProxied(request, host, server) : this.#origin;
  }

  #refuses(host: string, server: ListeningServer | undefined): boolean {
    return this.#allows !== undefined && !this.#allows(host, server?.port?.toString());
  }

  #ofProxied(request: Request, ownHost: string | null, server?: ListeningServer): string | HostFault {
    const hop = readHop(request.headers, this.#hops);
    if (typeof hop === "string") return { status: 400, reason: hop };
    const host = hop?.host ?? ownHost ?? authority(request.url);
    const scheme = hop?.proto === undefined ? ownScheme(request.url) : SCHEMES.get(hop.proto.toLowerCase());
    const last = this.#lastProxied;
    if (host === last.host && scheme === last.scheme) return last.origin;
    if (!isHost(host) || scheme === undefined) return BAD_HOST;
    if (this.#refuses(host, server)) return OTHER_HOST;
    const origin = this.#origin ?? new URL(`${scheme}//${host}`).origin;
    this.#lastProxied = { scheme, host, origin };
    return origin;
  }

  /**
   * The client's address, normalised.
   *
   * @param peer the address at the other end of the connection; empty if there is none (a Unix socket)
   * @returns an empty string if the proxy does not report it, or its headers contradict each other
   */
  clientIp(headers: Headers, peer: string): string {
    const hop = this.#hops > 0 ? readHop(headers, this.#hops) : undefined;
    if (typeof hop === "string") return "";
    return (hop && addressOf(hop)) ?? normalizeIp(peer);
  }
}

function authority(url: string): string {
  const start = url.indexOf("://") + 3;
  const end = url.indexOf("/", start);
  return url.slice(start, end < 0 ? url.length : end);
}

function ownScheme(url: string): string {
  return url.startsWith("https:") ? "https:" : "http:";
}

/** Whether a string may be the `origin` option: scheme and host of an http(s) URL, and nothing after it. */
export function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return false;
  const host = text.slice(text.indexOf("://") + 3).replace(/\/$/, "");
  return isHost(host);
}
