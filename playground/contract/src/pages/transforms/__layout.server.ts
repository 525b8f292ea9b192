import type { PageServer } from "@bunsen/runtime";
import { transform } from "../../transforms.server";

export default ((ctx) => {
  ctx.resTransform = transform(ctx, "outer-set");
  return { resTransform: transform(ctx, "outer-returned") };
}) satisfies PageServer;
