import { endpoint } from "@bunsen/runtime";
import * as z from "zod";
import { latestNotes } from "../../notes/database.server";

const Query = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) });

// What the schema of the response leaves out is not sent.
const Note = z.object({ id: z.number(), author: z.string(), text: z.string(), writtenAt: z.number() });

export const GET = endpoint({ query: Query, response: z.array(Note) }, ({ query }) =>
  latestNotes(query.limit),
);
