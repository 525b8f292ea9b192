import type { ApiHandler } from "@bunsen/runtime";
import { handOn } from "../../upstream.server";

export const GET: ApiHandler<"/api/upstream"> = (ctx) => handOn(ctx);
