import { countCharacters, type Draft, type DraftErrors, HUES, LIMITS } from "./entry";

/** Reads the form. Fields that are missing, or hold a file, count as empty. */
export function readDraft(form: FormData): Draft {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value.replaceAll("\r\n", "\n").trim() : "";
  };
  return { name: text("name"), place: text("place"), message: text("message"), hue: text("hue") };
}

/** Says field by field what a visitor has to change; an empty object if nothing is. */
export function checkDraft(draft: Draft): DraftErrors {
  const errors: DraftErrors = {};
  if (draft.name === "") errors.name = "Please tell us your name.";
  if (draft.message === "") errors.message = "A line or two would be lovely.";
  for (const field of ["name", "place", "message"] as const) {
    const over = countCharacters(draft[field]) - LIMITS[field];
    if (over > 0) errors[field] = `That is ${over} ${over === 1 ? "character" : "characters"} too many.`;
  }
  if (!HUES.some((hue) => hue === draft.hue)) errors.hue = "Please pick one of the colours.";
  return errors;
}
