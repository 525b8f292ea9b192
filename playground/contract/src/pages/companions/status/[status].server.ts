import type { PageServer } from "@bunsen/runtime";

/** `?response` returns a `Response` with this status, else the page is to have it. */
export default (({ params, query }) => {
  if (query.response !== undefined) return responseWith(params.status);
  const status = params.status === "text" ? ("200" as unknown as number) : Number(params.status);
  return { responseOptions: { status, statusText: "Own words" } };
}) satisfies PageServer<"/companions/status/[status]">;

function responseWith(status: string): Response {
  return status === "error" ? Response.error() : new Response(null, { status: Number(status) });
}
