import { categoryLabel, type ElementSummary, elementHref } from "../element/model";

/** A search result. */
export function ElementTile({ element }: { element: ElementSummary }) {
  const { number, symbol, name, category } = element;
  return (
    <a
      href={elementHref(symbol)}
      data-category={category}
      className="flex items-center gap-4 rounded-xl border border-line bg-raised p-3 hover:border-tint-strong"
    >
      <span className="grid size-16 shrink-0 grid-rows-[auto_1fr] rounded-lg border border-tint-line bg-tint p-1.5 text-tint-ink">
        <span className="text-xs leading-none tabular-nums">{number}</span>
        <span className="self-center text-center font-semibold text-2xl leading-none">{symbol}</span>
      </span>
      <span className="min-w-0">
        <span className="block font-display text-xl">{name}</span>
        <span className="block text-muted text-sm">{categoryLabel(category)}</span>
      </span>
    </a>
  );
}
