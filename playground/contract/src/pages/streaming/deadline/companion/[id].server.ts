import type { PageServer } from "@bunsen/runtime";
import { forever, watchSignal } from "../../../../watch.server";

export default (async (ctx) => {
  watchSignal(ctx.params.id, ctx);
  await forever();
}) satisfies PageServer<"/streaming/deadline/companion/[id]">;
