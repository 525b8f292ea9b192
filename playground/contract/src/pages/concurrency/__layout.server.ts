import type { PageServer } from "@bunsen/runtime";
import { wander } from "../../wander.server";

export default (async (ctx) => {
  await wander();
  return {
    props: { layoutUser: ctx.cookies.get("user") },
    responseOptions: { headers: { "x-layout-user": ctx.query.user as string } },
  };
}) satisfies PageServer;
