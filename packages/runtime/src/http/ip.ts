import { isIPv4, isIPv6 } from "./ip-literal.ts";

/** An IPv4 address inside an IPv6 one, as `URL` prints it: `::ffff:7f00:1` (RFC 4291 §2.5.5.2). */
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/**
 * An IP address in its one spelling: IPv6 lower case and shortest (RFC 5952), IPv4-mapped IPv6 as IPv4, so that an
 * address list cannot be passed by spelling.
 *
 * @returns the empty string for what is no address; leading zeros (`010.0.0.1`) are read differently by different
 *   programs, and so are no address either
 */
export function normalizeIp(address: string): string {
  if (!address.includes(":")) return isIPv4(address) ? address : "";
  const zone = address.indexOf("%");
  const literal = zone < 0 ? address : address.slice(0, zone);
  const host = isIPv6(literal)
    ? URL.parse(`http://[${undotted(literal)}]/`)?.hostname.slice(1, -1)
    : undefined;
  if (host === undefined) return "";
  const mapped = MAPPED.exec(host);
  return mapped ? dotted(Number.parseInt(mapped[1] ?? "", 16), Number.parseInt(mapped[2] ?? "", 16)) : host;
}

/**
 * The address in an element of `X-Forwarded-For` or a `for` parameter of `Forwarded` (RFC 7239 §6): with or without a
 * port, IPv6 with or without brackets.
 *
 * @returns the empty string for `unknown`, for a hidden identifier (`_gazonk`) and for what is none of these
 */
export function nodeAddress(node: string): string {
  const bracketed = /^\[([^\]]*)\](?::\w+)?$/.exec(node);
  if (bracketed) return normalizeIp(bracketed[1] ?? "");
  const colon = node.indexOf(":");
  const isIpv4WithPort = colon > 0 && colon === node.lastIndexOf(":");
  return normalizeIp(isIpv4WithPort ? node.slice(0, colon) : node);
}

/** Bun's URL parser refuses `1:2:3:4::1.2.3.4`, which is an address: so the dots at the end become hexadecimal. */
function undotted(address: string): string {
  if (!address.includes(".")) return address;
  const start = address.lastIndexOf(":") + 1;
  const [a = 0, b = 0, c = 0, d = 0] = address.slice(start).split(".").map(Number);
  return `${address.slice(0, start)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

function dotted(high: number, low: number): string {
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}
