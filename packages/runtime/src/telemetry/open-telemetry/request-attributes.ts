import { pathStart } from "../../http/request-url.ts";
import type { TracedRequest } from "../tracing.ts";
import type { Attributes } from "./api.ts";

/** Characters of a value that clients choose. */
const LONGEST = 1024;
const MOST_PARAMETERS = 32;

/** What the semantic conventions want known of a request before a sampler decides about its span. */
export function requestAttributes({ request, method, scheme }: TracedRequest): Attributes {
  const { url, headers } = request;
  const start = pathStart(url);
  const query = url.indexOf("?", start);
  const attributes: Attributes = {
    "http.request.method": method,
    "url.scheme": scheme,
    "url.path": clipped(query < 0 ? url.slice(start) : url.slice(start, query)),
    "server.address": hostOf(url, start),
    "user_agent.original": clipped(headers.get("user-agent") ?? undefined),
  };
  if (query >= 0) attributes["url.query"] = redactedQuery(url.slice(query + 1));
  if (method === "_OTHER") attributes["http.request.method_original"] = clipped(request.method);
  return attributes;
}

/**
 * The names of a query's parameters. Their values may be personal, or tokens: of none of them is known that it is not.
 */
export function redactedQuery(query: string): string {
  const parts = query.split("&", MOST_PARAMETERS + 1);
  const shown = parts.slice(0, MOST_PARAMETERS).map((part) => {
    const end = part.indexOf("=");
    // A part without a value may be one, with the padding of base64.
    return end < 0 || /^=+$/.test(part.slice(end))
      ? "REDACTED"
      : `${part.slice(0, Math.min(end, 64))}=REDACTED`;
  });
  if (parts.length > MOST_PARAMETERS) shown.push("REDACTED");
  return clipped(shown.join("&"));
}

function clipped(text: string): string;
function clipped(text: string | undefined): string | undefined;
function clipped(text: string | undefined): string | undefined {
  return text !== undefined && text.length > LONGEST ? text.slice(0, LONGEST) : text;
}

/** Of the request as it came: the name of a machine where a proxy does not pass on the visitor's. */
function hostOf(url: string, pathStart: number): string | undefined {
  const hostStart = url.indexOf("://") + 3;
  if (pathStart <= hostStart) return undefined;
  const port = url.lastIndexOf(":", pathStart);
  // In an IPv6 address colons stand before the bracket.
  const hostEnd = port > hostStart && port > url.lastIndexOf("]", pathStart) ? port : pathStart;
  return clipped(url.slice(hostStart, hostEnd));
}
