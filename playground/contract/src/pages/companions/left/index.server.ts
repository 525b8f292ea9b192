import type { PageServer } from "@bunsen/runtime";
import { leave } from "../../../leave.server";

export default (async (ctx) => ({ props: await leave(ctx) })) satisfies PageServer;
