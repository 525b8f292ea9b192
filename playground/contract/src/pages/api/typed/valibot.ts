import { endpoint } from "@bunsen/runtime";
import * as v from "valibot";

const Order = v.object({
  title: v.pipe(v.string(), v.nonEmpty()),
  tags: v.array(v.string()),
  count: v.optional(v.union([v.number(), v.pipe(v.string(), v.toNumber())])),
});

export const POST = endpoint({ body: Order }, ({ body }) => ({ total: (body.count ?? 1) * 2, ...body }));
