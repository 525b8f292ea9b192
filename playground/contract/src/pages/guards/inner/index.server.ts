import type { PageServer } from "@bunsen/runtime";
import { noteFor } from "../../../guards.server";

/** Changes data, as a page may that is posted to. */
export default (async (ctx) => {
  noteFor(ctx, "page");
  const parent = await ctx.parent();
  noteFor(ctx, "page goes on");
  const form = ctx.req.method === "POST" ? await ctx.body : undefined;
  return { props: { parent, pageRead: form instanceof FormData ? form.get("a") : null } };
}) satisfies PageServer<"/guards/inner">;
