import type { InlineHashes } from "../http/inline-hashes.ts";
import type { Connection } from "./connection.ts";
import type { RequestContext } from "./request-context.ts";

/**
 * The response is text or bytes that are all there: the connection may idle out after it.
 *
 * @param body to be counted; left out if a header says how long it is
 */
export function markFinite({ transforms, connection }: RequestContext, body?: string): void {
  if (transforms) return;
  connection.finite = true;
  if (connection.observed && body !== undefined) connection.observed.bytes = Buffer.byteLength(body);
}

/** The response is a stream, which goes on after it was made. */
export function markStreamed({ connection }: RequestContext): void {
  if (connection.observed) connection.observed.isStreamed = true;
}

/** The response was made before this request, or for others, too: nothing in it carries the nonce. */
export function forgetNonce({ connection }: RequestContext): void {
  connection.nonce = undefined;
  connection.inline = undefined;
}

/** From now on a page is rendered for one visitor, or for all: the latter has no nonce, even if one was asked for before. */
export function renderFor(context: RequestContext, audience: "visitor" | "all"): void {
  context.isForAll = audience === "all";
  if (context.isForAll) forgetNonce(context);
}

/** Allows inline scripts and styles of a page that has no nonce. */
export function allowInline({ connection }: RequestContext, hashes: InlineHashes | undefined): void {
  connection.inline = hashes;
}

/** Whether the response sets or deletes cookies, that of the session included: it is then for this visitor alone. */
export function setsCookies({ cookies, session }: Connection): boolean {
  return (cookies?.changed || session?.isChanged) ?? false;
}

/** `Set-Cookie` lines of the response; none if no cookie was touched. */
export function setCookieHeaders({ cookies }: Connection): string[] {
  return cookies?.changed ? cookies.toSetCookieHeaders() : [];
}
