import * as z from "zod";
import { LONGEST_AUTHOR, LONGEST_TEXT } from "./note";

/** What the form sends. The messages are for its author. */
export const Draft = z.object({
  author: z
    .string("Please tell us your name.")
    .trim()
    .min(1, "Please tell us your name.")
    .max(LONGEST_AUTHOR, `A name has at most ${LONGEST_AUTHOR} characters.`),
  text: z
    .string("Please write a note.")
    .trim()
    .min(1, "Please write a note.")
    .max(LONGEST_TEXT, `A note has at most ${LONGEST_TEXT} characters.`),
});
