import { isIP } from "node:net";

/**
 * Vite's rule for the `Host` of a request, which Vite applies to pages but not to upgrades: a
 * foreign name that resolves to this machine (DNS rebinding) must not reach the app.
 *
 * @param host the `Host` header
 * @param allowed Vite's resolved `server.allowedHosts`; `.example.com` is every name below it and itself
 */
export function isAllowedHost(host: string | undefined, allowed: true | readonly string[]): boolean {
  if (allowed === true || host === undefined) return true;
  const name = host.replace(/:\d*$/, "").toLowerCase();
  if (isIP(name.replace(/^\[(.*)\]$/, "$1")) !== 0) return true;
  if (name === "localhost" || name.endsWith(".localhost")) return true;
  return allowed.some((rule) => (rule.startsWith(".") ? `.${name}`.endsWith(rule) : name === rule));
}
