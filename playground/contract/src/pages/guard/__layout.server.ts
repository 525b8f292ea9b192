import type { PageServer } from "@bunsen/runtime";
import { guardedArea } from "../../guard.server";

/** What a guard written by a user would see of this request. */
export default (({ url }) => ({
  responseOptions: { headers: { "x-guard": guardedArea(url) } },
})) satisfies PageServer;
