import type { PageServer } from "@bunsen/runtime";
import { transform } from "../../../transforms.server";

export default (async (ctx) => {
  const before = ctx.resTransform;
  await ctx.parent();
  ctx.resTransform = transform(ctx, before === undefined ? "inner-set" : "inner-saw-another");
}) satisfies PageServer;
