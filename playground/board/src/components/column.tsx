import type { ReactNode } from "react";
import type { Card, COLUMNS } from "../board/card";
import { CardView } from "./card-view";

export interface ColumnProps {
  column: (typeof COLUMNS)[number];
  cards: Card[];
  children: ReactNode;
}

export function Column({ column, cards, children }: ColumnProps) {
  return (
    <section aria-labelledby={column.id} className="flex flex-col gap-3 rounded-2xl bg-lane p-3 sm:p-4">
      <h2 id={column.id} className="flex items-baseline justify-between px-1 font-hand text-2xl">
        {column.title}
        <span className="font-sans text-sm text-muted tabular-nums">{cards.length}</span>
      </h2>
      {children}
      <ul className="flex flex-col gap-3">
        {cards.map((card) => (
          <CardView key={card.id} card={card} />
        ))}
      </ul>
    </section>
  );
}
