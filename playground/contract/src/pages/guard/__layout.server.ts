import type { PageServer } from "@bunsen/runtime";
import { guardOf } from "../../guard.server";

/** What the guard took this request for. */
export default ((ctx) => ({
  responseOptions: { headers: { "x-guard": guardOf(ctx) } },
})) satisfies PageServer;
