import { type Card, COLUMNS } from "../board/card";

export function CardView({ card }: { card: Card }) {
  const at = COLUMNS.findIndex(({ id }) => id === card.column);
  const [left, right] = [COLUMNS[at - 1], COLUMNS[at + 1]];
  return (
    <li data-hue={card.hue} className={`note ${card.id === 0 ? "opacity-60" : ""}`}>
      <p className="font-hand text-xl leading-snug break-words">{card.text}</p>
      <form method="post" className="mt-3 flex items-center gap-1 text-sm">
        <input type="hidden" name="id" value={card.id} />
        <span className="mr-auto truncate opacity-80">{card.author}</span>
        <button
          type="submit"
          name="intent"
          value="vote"
          className="note-button"
          aria-label={`Vote for: ${card.text}`}
        >
          ▲ {card.votes}
        </button>
        {left && <MoveButton to={left} text={card.text} sign="←" />}
        {right && <MoveButton to={right} text={card.text} sign="→" />}
        <button
          type="submit"
          name="intent"
          value="remove"
          className="note-button"
          aria-label={`Remove: ${card.text}`}
        >
          ×
        </button>
      </form>
    </li>
  );
}

interface MoveButtonProps {
  to: (typeof COLUMNS)[number];
  text: string;
  sign: string;
}

function MoveButton({ to, text, sign }: MoveButtonProps) {
  return (
    <button
      type="submit"
      name="to"
      value={to.id}
      className="note-button"
      aria-label={`Move to ${to.title}: ${text}`}
    >
      {sign}
    </button>
  );
}
