import type { PageServer } from "@bunsen/runtime";
import { handOn } from "../../../upstream.server";

export default ((ctx) => {
  if (ctx.query.transform === undefined) return handOn(ctx);
  return { resTransform: () => handOn(ctx) };
}) satisfies PageServer;
