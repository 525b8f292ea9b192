import type { OwnHeader } from "../options/resolve.ts";
import { whenSettled } from "../util/maybe-promise.ts";
import type { RequestContext } from "./request-context.ts";

/** Adds what `src/server.ts` asks for on every response: its `headers`, and the policy on documents. */
export function decorate(context: RequestContext, response: Response): Response {
  const { csp, headers: own } = context.settings;
  const { headers } = response;
  if (csp && headers.get("content-type")?.startsWith("text/html") && !headers.has(csp.header)) {
    const { nonce, inline } = context.connection;
    headers.set(csp.header, csp.value(nonce, inline));
  }
  return addOwnHeaders(own, response);
}

/** The same headers for a response that no user code had a part in. */
export function decoratePlain(
  own: readonly OwnHeader[],
  pending: Response | Promise<Response>,
): Response | Promise<Response> {
  return own.length > 0 ? whenSettled(pending, (response) => addOwnHeaders(own, response)) : pending;
}

/** In place: on Bun, a `Response` has headers of its own, whatever it was made with. */
function addOwnHeaders(own: readonly OwnHeader[], response: Response): Response {
  for (const [name, value] of own) {
    if (value === false) response.headers.delete(name);
    else response.headers.set(name, value);
  }
  return response;
}
