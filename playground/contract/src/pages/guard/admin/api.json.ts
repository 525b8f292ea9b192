import type { ApiHandler } from "@bunsen/runtime";
import { guardedArea } from "../../../guard.server";

export const GET: ApiHandler<"/guard/admin/api.json"> = ({ url }) =>
  new Response("{}", { headers: { "x-handler": "admin", "x-guard": guardedArea(url) } });
