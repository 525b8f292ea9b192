import type { RouteContext } from "@bunsen/runtime";

/** Hands on what another server says, in the ways in which people do. */
export async function handOn({ url: asked, req }: Pick<RouteContext, "url" | "req">): Promise<Response> {
  const { url, how } = Object.fromEntries(asked.searchParams);
  const range = req.headers.get("range");
  const init: BunFetchRequestInit = {
    method: how === "by-method" ? req.method : "GET",
    headers: range === null ? {} : { range },
    decompress: how !== "raw",
  };
  const upstream = await fetch(String(url), init);
  if (how === "wrapped") return new Response(upstream.body, upstream);
  if (how === "headers") return new Response(upstream.body, { headers: upstream.headers });
  return upstream;
}
