import { useNavigation } from "@bunsen/runtime";
import { type Card, isColumn, type Visitor } from "../board/card";
import { intentOf } from "../board/intent";

/** The cards as they will be once the form that is being sent has arrived. */
export function useOptimisticCards(cards: Card[], { name, hue }: Visitor): Card[] {
  const { formData } = useNavigation();
  if (formData === null) return cards;
  const id = Number(formData.get("id"));
  const changed = (change: Partial<Card>) =>
    cards.map((card) => (card.id === id ? { ...card, ...change } : card));
  const to = String(formData.get("to"));
  switch (intentOf(formData)) {
    case "add":
      return [
        ...cards,
        { id: 0, text: String(formData.get("text")), author: name, hue, column: "ideas", votes: 0 },
      ];
    case "move":
      return isColumn(to) ? changed({ column: to }) : cards;
    case "vote":
      return changed({ votes: (cards.find((card) => card.id === id)?.votes ?? 0) + 1 });
    case "remove":
      return cards.filter((card) => card.id !== id);
    default:
      return cards;
  }
}
