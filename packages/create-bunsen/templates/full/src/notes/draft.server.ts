import { LONGEST_AUTHOR, LONGEST_TEXT } from "./note";

export interface Draft {
  author: string;
  text: string;
}

export function readDraft(form: FormData): Draft {
  const field = (name: string) => String(form.get(name) ?? "").trim();
  return { author: field("author"), text: field("text") };
}

/** The error message of a draft for its author; empty if it is valid. */
export function problemOf({ author, text }: Draft): string {
  if (author === "" || text === "") return "Please fill in both fields.";
  if (author.length > LONGEST_AUTHOR) return `A name has at most ${LONGEST_AUTHOR} characters.`;
  if (text.length > LONGEST_TEXT) return `A note has at most ${LONGEST_TEXT} characters.`;
  return "";
}
