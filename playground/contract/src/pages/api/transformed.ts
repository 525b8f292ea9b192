import { type ApiHandler, redirect } from "@bunsen/runtime";
import { transform } from "../../transforms.server";

export const GET: ApiHandler<"/api/transformed"> = (ctx) => {
  ctx.resTransform = transform(ctx, "endpoint");
  if (ctx.query.then === "redirect") redirect("/companions/none");
  return { own: 1 };
};
