/**
 * The values of `Host` that a URL can contain: a name, an IPv4 address or a bracketed IPv6 address, and a port (RFC 9110 §7.2,
 * RFC 3986 §3.2.2). Two `Host` headers arrive as one with a comma, which does not match.
 */
const HOST = /^([a-z\d_](?:[a-z\d_.-]*[a-z\d_-])?\.?|\[[\da-f:.]{2,45}\])(?::(\d{0,5}))?$/i;

/** The longest name that DNS carries (RFC 1035 §2.3.4), a dot at its end and a port. */
const MAXIMUM_LENGTH = 253 + 1 + 6;

/** Whether the value of a `Host` header, also as a proxy reports it, is valid. */
export function isHost(host: string): boolean {
  if (host.length > MAXIMUM_LENGTH || !HOST.test(host) || host.includes("..")) return false;
  return URL.canParse(`http://${host}`);
}

/**
 * Normalises a host for comparison: lower case, IPv6 in its shortest form, no trailing dot (the DNS root), and no port if it is
 * the default port of the scheme.
 *
 * @returns `undefined` if it is not a valid host
 */
export function normalizeHost(host: string, scheme: "http:" | "https:" = "http:"): string | undefined {
  const url = isHost(host) ? URL.parse(`${scheme}//${host}`) : null;
  return url?.host.replace(/\.(?=:|$)/, "");
}
