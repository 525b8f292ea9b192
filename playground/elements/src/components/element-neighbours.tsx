import { type ElementSummary, elementHref } from "../element/model";
import { TableLocator } from "./table-locator";

interface ElementNeighboursProps {
  current: ElementSummary;
  previous: ElementSummary | null;
  next: ElementSummary | null;
}

export function ElementNeighbours({ current, previous, next }: ElementNeighboursProps) {
  return (
    <nav aria-label="Neighbouring elements" className="grid grid-cols-[1fr_auto_1fr] items-center gap-4">
      <div>{previous && <NeighbourLink element={previous} rel="prev" />}</div>
      <a href="/" className="rounded-lg p-1" aria-label="Back to the table">
        <TableLocator element={current} />
      </a>
      <div className="justify-self-end">{next && <NeighbourLink element={next} rel="next" />}</div>
    </nav>
  );
}

function NeighbourLink({ element, rel }: { element: ElementSummary; rel: "prev" | "next" }) {
  const { number, symbol, name, category } = element;
  const arrow = <span aria-hidden="true">{rel === "prev" ? "←" : "→"}</span>;
  return (
    <a
      href={elementHref(symbol)}
      rel={rel}
      data-category={category}
      className={`group flex items-center gap-3 rounded-lg ${rel === "next" ? "flex-row-reverse text-right" : ""}`}
    >
      <span className="grid size-12 shrink-0 place-items-center rounded-lg border border-tint-line bg-tint font-semibold text-lg text-tint-ink group-hover:border-tint-strong group-hover:bg-tint-hover">
        {symbol}
      </span>
      <span>
        <span className="block whitespace-nowrap text-muted text-sm tabular-nums">
          {rel === "prev" && arrow} {number} {rel === "next" && arrow}
        </span>
        <span className="sr-only underline-offset-4 group-hover:underline sm:not-sr-only">{name}</span>
      </span>
    </a>
  );
}
