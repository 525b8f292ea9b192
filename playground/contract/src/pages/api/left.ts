import type { ApiHandler } from "@bunsen/runtime";
import { leave } from "../../leave.server";

export const POST: ApiHandler<"/api/left"> = (ctx) => leave(ctx);
