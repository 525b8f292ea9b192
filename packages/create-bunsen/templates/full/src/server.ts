import { defineServer } from "@bunsen/runtime";
import * as z from "zod";

/** The environment variables of the app, checked when the server starts. */
export const envSchema = z.object({
  /** The file of the notes; without it they are in memory. */
  DATABASE: z.string().default(":memory:"),
});

export default defineServer({
  csp: {},
  env: envSchema,
  openapi: { title: "Notes", version: "1.0.0" },
  middleware({ cookies, locals }) {
    locals.author = cookies.get("author") ?? "";
  },
});
