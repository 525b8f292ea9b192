import type { PageServer } from "@bunsen/runtime";
import { notFound, redirect } from "@bunsen/runtime";
import { SECRET } from "../../../secret";

/** The response with a header more, and the length of what the body was. */
async function marked(response: Response, mark: string): Promise<Response> {
  const headers = new Headers(response.headers);
  headers.set("x-transformed", mark);
  return new Response(response.body, { status: response.status, headers });
}

export default ((ctx) => {
  switch (ctx.params.how) {
    case "returned":
      return { resTransform: (response) => marked(response, "returned") };
    case "set":
      ctx.resTransform = (response) => marked(response, "set");
      return {};
    case "both":
      ctx.resTransform = (response) => marked(response, "set");
      return { resTransform: (response) => marked(response, "returned") };
    case "replaced":
      return { resTransform: async (response) => new Response((await response.text()).toUpperCase()) };
    case "response":
      ctx.resTransform = (response) => marked(response, "set");
      return new Response("own");
    case "not-found":
      ctx.resTransform = (response) => marked(response, "set");
      return notFound();
    case "redirect":
      ctx.resTransform = (response) => marked(response, "set");
      return redirect("/companions/none");
    case "nothing":
      return { resTransform: (() => undefined) as unknown as (response: Response) => Response };
    case "set-throws":
      ctx.resTransform = () => {
        throw new Error(SECRET);
      };
      return {};
    default:
      return {
        resTransform: () => {
          throw new Error(SECRET);
        },
      };
  }
}) satisfies PageServer<"/companions/transform/[how]">;
