import { notFound, type PageServer, redirect } from "@bunsen/runtime";
import { transform } from "../../../transforms.server";

export default ((ctx) => {
  ctx.resTransform = transform(ctx, "replaced");
  ctx.resTransform = transform(ctx, "page-set");
  switch (ctx.params.how) {
    case "redirect":
      return redirect("/companions/none");
    case "returned-redirect":
      return {
        redirect: { destination: "/companions/none" },
        resTransform: transform(ctx, "page-returned"),
      };
    case "response":
      return new Response("own");
    case "not-found":
      return notFound();
    default:
      return { resTransform: transform(ctx, "page-returned") };
  }
}) satisfies PageServer<"/transforms/deep/[how]">;
