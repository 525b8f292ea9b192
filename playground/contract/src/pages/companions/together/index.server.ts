import type { PageServer } from "@bunsen/runtime";
import { arrive } from "../../../rendezvous.server";

export default (async (ctx) => {
  await arrive(ctx.req, "layout");
  return { props: { page: "met" } };
}) satisfies PageServer;
