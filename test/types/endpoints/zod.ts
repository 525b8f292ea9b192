import { endpoint } from "@bunsen/runtime";
import * as z from "zod";

export const GET = endpoint(
  {
    params: z.object({ id: z.coerce.number() }),
    query: z.object({ page: z.string().optional(), tags: z.array(z.string()) }),
    response: z.object({ id: z.number(), due: z.date() }),
  },
  ({ params, query }) => ({ id: params.id + query.tags.length, due: new Date(), secret: 1 }),
);

export const PUT = endpoint(
  { body: z.object({ title: z.string(), file: z.file().optional() }) },
  ({ body }) => {
    if (body.title === "") return new Blob([body.title]);
    return { title: body.title, size: body.file?.size };
  },
);

export const DELETE = endpoint({}, () => undefined);
