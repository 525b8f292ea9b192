import type { PageServer } from "@bunsen/runtime";
import { wander } from "../../wander.server";

export default (async (ctx) => {
  ctx.locals.user = ctx.params.user;
  await wander();
  const { layoutUser } = await ctx.parent();
  await wander();
  ctx.cookies.set("seen", ctx.params.user);
  ctx.resTransform = (response) => {
    response.headers.set("x-transformed-for", ctx.params.user);
    return response;
  };
  const form = ctx.req.method === "POST" ? ((await ctx.body) as FormData).get("name") : null;
  return { props: { user: ctx.locals.user, layoutUser, form } };
}) satisfies PageServer<"/concurrency/[user]">;
