import type { PageServer } from "@bunsen/runtime";
import { watchSignal } from "../../../../watch.server";

export default ((ctx) => watchSignal(ctx.params.id, ctx)) satisfies PageServer<"/streaming/gone/shell/[id]">;
