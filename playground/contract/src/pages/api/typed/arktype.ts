import { endpoint } from "@bunsen/runtime";
import { type } from "arktype";

const Order = type({ title: "string > 0", tags: "string[]", "count?": "number | string.integer.parse" });

export const POST = endpoint({ body: Order }, ({ body }) => ({ total: (body.count ?? 1) * 2, ...body }));
