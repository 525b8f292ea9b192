/** What a form of the board asks for. A button sends one value only, so those that move a card send where to. */
export function intentOf(form: FormData): string {
  return form.has("to") ? "move" : String(form.get("intent"));
}
