import type { PageServer } from "@bunsen/runtime";

const SHARED = new Response("always the same object", { headers: { "content-type": "text/plain" } });

/** What a server function may return, by name; some of it wrong, as JavaScript users would. */
const RETURNS: Record<string, () => unknown> = {
  nothing: () => undefined,
  empty: () => ({}),
  props: () => ({ props: { own: 1 } }),
  // What query builders return: no Promise, but awaitable.
  thenable: () => ({
    // biome-ignore lint/suspicious/noThenProperty: this is what is tested
    then: (use: (value: unknown) => void) => setTimeout(use, 5, { props: { own: 1 } }),
  }),
  query: () => ({ query: { page: "2" } }),
  redirect: () => ({ redirect: { destination: "/companions/none?from=redirect" } }),
  permanent: () => ({ redirect: { destination: "/companions/none", permanent: true } }),
  "status-307": () => ({ redirect: { destination: "/companions/none", status_code: 307 } }),
  "status-200": () => ({ redirect: { destination: "/companions/none", status_code: 200 } }),
  unicode: () => ({ redirect: { destination: "/routing/café?q=é€" } }),
  outside: () => ({ redirect: { destination: "https://evil.example/" } }),
  "redirect-with-headers": () => ({
    redirect: { destination: "/companions/none" },
    responseOptions: { headers: { "x-own": "yes" } },
  }),
  options: () => ({
    props: { own: 1 },
    responseOptions: {
      status: 418,
      statusText: "Teapot",
      headers: { "x-own": "yes", "cache-control": "no-store" },
    },
  }),
  cookies: () => {
    const headers = new Headers({ "x-own": "yes" });
    headers.append("set-cookie", "a=1; Path=/");
    headers.append("set-cookie", "b=2; Path=/");
    return { responseOptions: { headers } };
  },
  response: () =>
    new Response("plain", { status: 201, headers: { "content-type": "text/plain", "x-own": "yes" } }),
  json: () => Response.json({ own: 1 }),
  "response-redirect": () => Response.redirect("/companions/none", 303),
  "same-response": () => SHARED,
  number: () => 7,
  string: () => "text",
};

export default (({ params }) => {
  const make = RETURNS[params.what];
  return make?.() as ReturnType<PageServer>;
}) satisfies PageServer<"/companions/returns/[what]">;
