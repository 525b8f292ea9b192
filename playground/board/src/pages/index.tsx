import type { PageConfig, PageProps } from "@bunsen/runtime";
import { COLUMNS } from "../board/card";
import { AddCard } from "../components/add-card";
import { Cheers } from "../components/cheers";
import { Column } from "../components/column";
import { NameForm } from "../components/name-form";
import { useOptimisticCards } from "../components/optimistic-cards";

export const config = { live: true } satisfies PageConfig;

export default function Board({ props }: PageProps<"/">) {
  const cards = useOptimisticCards(props.cards, props.visitor);
  return (
    <>
      <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 px-4 py-6 sm:px-8">
        <div>
          <h1 className="font-hand text-4xl sm:text-5xl">The board</h1>
          <p className="text-muted">Everybody who has it open sees what you do.</p>
        </div>
        <NameForm visitor={props.visitor} />
      </header>
      <main className="grid gap-4 px-4 pb-28 sm:px-8 lg:grid-cols-3">
        {COLUMNS.map((column) => (
          <Column key={column.id} column={column} cards={cards.filter((card) => card.column === column.id)}>
            {column.id === "ideas" && (
              <AddCard visitor={props.visitor} problem={props.problem} draft={props.draft} />
            )}
          </Column>
        ))}
      </main>
      <Cheers />
    </>
  );
}
