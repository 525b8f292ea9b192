import { endpoint } from "@bunsen/runtime";
import * as v from "valibot";
import * as z from "zod";

const Folder = z.object({
  name: z.string(),
  made: z.date(),
  get inside() {
    return z.array(Folder);
  },
});

const Colour = z.enum(["red", "green"]).meta({ id: "Colour" });

export const GET = endpoint(
  {
    query: z.object({ tags: z.array(z.string()), page: z.string().optional(), colour: Colour.optional() }),
    response: Folder,
  },
  () => ({
    name: "root",
    made: new Date(0),
    inside: [],
  }),
);

// Schemas of valibot describe themselves only when they are asked to.
export const POST = endpoint({ body: v.object({ name: v.string() }) }, () => undefined);

// Files are sent as forms.
export const PUT = endpoint({ body: z.object({ photo: z.file(), text: z.string() }) }, () => undefined);

export const DELETE = () => undefined;
