import { normalizeHost } from "./host.ts";

/**
 * Whether an `Origin` header (RFC 6454 §7) is the origin of this app: its host is the public host or that of `Host`. The schemes
 * may differ, so that a proxy that terminates TLS needs no configuration. `null` is never the same origin.
 *
 * @param publicOrigin scheme and authority, as in `https://example.com`
 * @param host the `Host` header
 */
export function isSameOrigin(origin: string, publicOrigin: string, host: string | null): boolean {
  if (origin === publicOrigin) return true;
  const url = URL.parse(origin);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return false;
  const named = normalizeHost(url.host, url.protocol);
  if (named === undefined) return false;
  const ours = publicOrigin.slice(publicOrigin.indexOf("://") + 3);
  return (
    named === normalizeHost(ours, url.protocol) ||
    (host !== null && named === normalizeHost(host, url.protocol))
  );
}
