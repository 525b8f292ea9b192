import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type } from "arktype";
import * as v from "valibot";
import * as z from "zod";

/** The same schema in each library that is tested. */
export interface TestSchemas {
  /** `{ title, tags?, count? }`: a text, a list of texts, and a number that a form sends as text. */
  readonly note: StandardSchemaV1;
  /** `{ title, tags }` of JSON, nested: `{ author: { name } }`. */
  readonly json: StandardSchemaV1;
  /** `{ file, photos }`: a file, and a list of files. */
  readonly upload: StandardSchemaV1;
}

export const LIBRARIES: Record<string, TestSchemas> = {
  zod: {
    note: z.object({
      title: z.string().min(1, "Write a title."),
      tags: z.array(z.string()),
      count: z.coerce.number().int().optional(),
    }),
    json: z.object({ title: z.string(), author: z.object({ name: z.string() }), tags: z.array(z.string()) }),
    upload: z.object({ file: z.file(), photos: z.array(z.file()) }),
  },
  valibot: {
    note: v.object({
      title: v.pipe(v.string(), v.nonEmpty("Write a title.")),
      tags: v.array(v.string()),
      count: v.optional(v.pipe(v.string(), v.transform(Number), v.number(), v.integer())),
    }),
    json: v.object({ title: v.string(), author: v.object({ name: v.string() }), tags: v.array(v.string()) }),
    upload: v.object({ file: v.file(), photos: v.array(v.file()) }),
  },
  arktype: {
    note: type({
      title: type("string > 0").configure({ message: "Write a title." }),
      tags: "string[]",
      "count?": "string.integer.parse",
    }),
    json: type({ title: "string", author: { name: "string" }, tags: "string[]" }),
    upload: type({ file: type.instanceOf(File), photos: type.instanceOf(File).array() }),
  },
};
