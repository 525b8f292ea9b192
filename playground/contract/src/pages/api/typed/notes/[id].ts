import { endpoint } from "@bunsen/runtime";
import * as z from "zod";

const Id = z.object({ id: z.coerce.number().int().positive() });
const Note = z.object({
  title: z.string("Write a title.").min(1, "Write a title."),
  tags: z.array(z.string()).max(3),
  due: z.coerce.date().optional(),
  attachment: z.file().optional(),
});

export const GET = endpoint(
  {
    params: Id,
    query: z.strictObject({ tags: z.array(z.string()), lines: z.coerce.number().int().optional() }),
    response: z.object({ id: z.number(), tags: z.array(z.string()), lines: z.number().optional() }),
  },
  // The response schema keeps the secret from visitors.
  ({ params, query }) => ({ id: params.id, ...query, secret: "canary-secret" }),
);

export const PUT = endpoint({ params: Id, body: Note }, ({ params, body, cookies }) => {
  cookies.set("note", String(params.id));
  const { attachment, ...note } = body;
  return {
    id: params.id,
    ...note,
    attachment: attachment && { name: attachment.name, size: attachment.size },
  };
});

export const POST = endpoint({}, async ({ params, query, body }) => ({ params, query, body: await body }));
