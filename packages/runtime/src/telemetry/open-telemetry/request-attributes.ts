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
  return {
    "http.request.method": method,
    ...(method === "_OTHER" && { "http.request.method_original": clipped(request.method) }),
    "url.scheme": scheme,
    "url.path": clipped(query < 0 ? url.slice(start) : url.slice(start, query)),
    ...(query >= 0 && { "url.query": redactedQuery(url.slice(query + 1)) }),
    "server.address": host(url, start),
    "user_agent.original": clipped(headers.get("user-agent") ?? undefined),
  };
}

/**
 * The names of a query's parameters. Their values may be personal, or tokens: of none of them is known that it is not.
 */
export function redactedQuery(query: string): string {
  const parts = query.split("&", MOST_PARAMETERS + 1);
  const shown = parts.slice(0, MOST_PARAMETERS).map((part) => {
    const end = part.indexOf("=");
    // A part without a value may be one.
    return end < 0 ? "REDACTED" : `${part.slice(0, end).slice(0, 64)}=REDACTED`;
  });
  if (parts.length > MOST_PARAMETERS) shown.push("REDACTED");
  return clipped(shown.join("&"));
}

function clipped(text: string): string;
function clipped(text: string | undefined): string | undefined;
function clipped(text: string | undefined): string | undefined {
  return text?.slice(0, LONGEST);
}

/** Of the request as it came: the name of a machine where a proxy does not pass on the visitor's. */
function host(url: string, start: number): string | undefined {
  const authority = url.slice(url.indexOf("://") + 3, start);
  return authority === "" ? undefined : clipped(authority.replace(/:\d+$/, ""));
}
