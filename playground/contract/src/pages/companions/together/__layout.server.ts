import type { PageServer } from "@bunsen/runtime";
import { arrive } from "../../../rendezvous.server";

/** Returns only when the page's server function has been called, too. */
export default (async (ctx) => {
  await arrive(ctx.req, "page");
  return { props: { layout: "met" } };
}) satisfies PageServer;
