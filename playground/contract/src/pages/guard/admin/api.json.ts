import type { ApiHandler } from "@bunsen/runtime";
import { guardOf } from "../../../guard.server";

export const GET: ApiHandler<"/guard/admin/api.json"> = (ctx) =>
  new Response("{}", { headers: { "x-handler": "admin", "x-guard": guardOf(ctx) } });
