/**
 * The values of `Host` that can stand in a URL: a name, an IPv4 address or a bracketed IPv6 address, and a port
 * (RFC 9110 §7.2, RFC 3986 §3.2.2). Two `Host` lines reach us as one with a comma in it, and are refused with the rest.
 */
const HOST = /^([a-z\d_](?:[a-z\d_.-]*[a-z\d_-])?\.?|\[[\da-f:.]{2,45}\])(?::(\d{0,5}))?$/i;

/** The longest name that DNS carries (RFC 1035 §2.3.4), a dot at its end and a port. */
const MAXIMUM_LENGTH = 253 + 1 + 6;

/** Whether a `Host` header, or what a proxy says it was, can be used at all. */
export function isHost(host: string): boolean {
  if (host.length > MAXIMUM_LENGTH || !HOST.test(host) || host.includes("..")) return false;
  return URL.canParse(`http://${host}`);
}

/**
 * A host as it is compared: lower case, IPv6 in its shortest form, without the dot of the DNS root and without the
 * scheme's default port.
 *
 * @returns `undefined` if it is no host
 */
export function normalizeHost(host: string, scheme: "http:" | "https:" = "http:"): string | undefined {
  const url = isHost(host) ? URL.parse(`${scheme}//${host}`) : null;
  return url?.host.replace(/\.(?=:|$)/, "");
}
