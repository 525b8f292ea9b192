import { SECURITY_HEADERS } from "../http/headers.ts";

const STYLES = "@media (prefers-reduced-motion:no-preference){@view-transition{navigation:auto}}";

/** The stylesheet that has browsers animate the change of documents: a response of its own, which every policy allows. */
export function viewTransitionStyles(): Response {
  return new Response(STYLES, {
    headers: {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=86400",
      ...SECURITY_HEADERS,
    },
  });
}
