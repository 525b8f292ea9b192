import { exampleHost } from "../http/allowed-hosts.ts";
import type { ServerSettings } from "./resolve.ts";

/**
 * An origin that the app accepts requests for: the public one, else `http` with the first of `allowedHosts`, else
 * `http://localhost`. For requests that the app makes to itself.
 */
export function acceptedOrigin({ environment, options }: ServerSettings): string {
  const host = exampleHost(options.allowedHosts) ?? "localhost";
  return environment.origin ?? options.origin ?? `http://${host}`;
}
