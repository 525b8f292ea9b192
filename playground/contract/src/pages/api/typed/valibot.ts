import { endpoint } from "@bunsen/runtime";
import { toStandardJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";

// Describes itself in the API's description.
const Order = toStandardJsonSchema(
  v.object({
    title: v.pipe(v.string(), v.nonEmpty()),
    tags: v.array(v.string()),
    count: v.optional(v.union([v.number(), v.pipe(v.string(), v.toNumber())])),
  }),
);

export const POST = endpoint({ body: Order }, ({ body }) => ({ total: (body.count ?? 1) * 2, ...body }));
