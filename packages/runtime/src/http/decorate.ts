import type { RequestContext } from "../context.ts";

/** Adds what `src/server.ts` asks for on every answer: its `headers`, and the policy on documents. */
export function decorate(context: RequestContext, response: Response): Response {
  const { csp, options } = context.settings;
  const { headers } = response;
  if (csp && headers.get("content-type")?.startsWith("text/html") && !headers.has(csp.header)) {
    headers.set(csp.header, csp.value(context.usedNonce));
  }
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (value === false) headers.delete(name);
    else headers.set(name, value);
  }
  return response;
}
