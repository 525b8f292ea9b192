import * as z from "zod";
import { countCharacters, HUES, LIMITS } from "./entry";

/** What a visitor sends. The messages are for them. */
export const Signature = z.object({
  name: text("name", "Please tell us your name."),
  place: text("place").default(""),
  message: text("message", "A line or two would be lovely."),
  hue: z.enum(HUES, "Please pick one of the colours."),
});

/** A text with the line breaks of this world and nothing around it, as long as readers count. */
function text(field: keyof typeof LIMITS, missing?: string) {
  return z
    .string(missing)
    .transform((typed) => typed.replaceAll("\r\n", "\n").trim())
    .superRefine((typed, { addIssue }) => {
      const over = countCharacters(typed) - LIMITS[field];
      if (typed === "" && missing !== undefined) addIssue(missing);
      if (over > 0) addIssue(`That is ${over} ${over === 1 ? "character" : "characters"} too many.`);
    });
}
