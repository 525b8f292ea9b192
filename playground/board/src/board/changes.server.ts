import { isColumn, LONGEST_TEXT, type Visitor } from "./card";
import { addCard, moveCard, removeCard, voteFor } from "./cards.server";
import { intentOf } from "./intent";

/**
 * Does what a form of the board asks for.
 *
 * @returns what is wrong with it, for the visitor
 */
export async function change(form: FormData, visitor: Visitor): Promise<string | undefined> {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const id = Number(text("id"));
  switch (intentOf(form)) {
    case "add":
      return add(text("text"), visitor);
    case "move": {
      const column = text("to");
      if (isColumn(column)) await moveCard(id, column);
      return;
    }
    case "vote":
      await voteFor(id);
      return;
    case "remove":
      await removeCard(id);
      return;
    default:
      return "The board does not know this action.";
  }
}

async function add(text: string, visitor: Visitor): Promise<string | undefined> {
  if (text === "") return "Write something on the card first.";
  if (text.length > LONGEST_TEXT) return `A card has room for ${LONGEST_TEXT} characters.`;
  await addCard(text, visitor);
  return undefined;
}
