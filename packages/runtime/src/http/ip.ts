import { isIPv4, isIPv6 } from "./ip-literal.ts";

/** An IPv4-mapped IPv6 address, as `URL` prints it: `::ffff:7f00:1` (RFC 4291 §2.5.5.2). */
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/**
 * Normalises an IP address: IPv6 in lower case and its shortest form (RFC 5952), IPv4-mapped IPv6 as IPv4. Otherwise another
 * form of an address could bypass an address list.
 *
 * @returns an empty string if it is not an address. An address with leading zeros (`010.0.0.1`) is not accepted, because
 *   programs interpret it differently.
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
 * @returns an empty string for `unknown`, for an obfuscated identifier (`_gazonk`) and for anything else
 */
export function nodeAddress(node: string): string {
  const bracketed = /^\[([^\]]*)\](?::\w+)?$/.exec(node);
  if (bracketed) return normalizeIp(bracketed[1] ?? "");
  const colon = node.indexOf(":");
  const isIpv4WithPort = colon > 0 && colon === node.lastIndexOf(":");
  return normalizeIp(isIpv4WithPort ? node.slice(0, colon) : node);
}

/** Bun's URL parser refuses `1:2:3:4::1.2.3.4`, which is valid, so the IPv4 address at the end is written as hexadecimal. */
function undotted(address: string): string {
  if (!address.includes(".")) return address;
  const start = address.lastIndexOf(":") + 1;
  const [a = 0, b = 0, c = 0, d = 0] = address.slice(start).split(".").map(Number);
  return `${address.slice(0, start)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

function dotted(high: number, low: number): string {
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}
