import { formatMass } from "../element/format";
import { type ChemicalElement, categoryHref, categoryLabel } from "../element/model";
import { electronShells } from "../element/shells";
import { ShellDiagram } from "./shell-diagram";

export function ElementHero({ element }: { element: ChemicalElement }) {
  const { number, symbol, name, otherName, mass, category, configuration, summary } = element;
  return (
    <section
      data-category={category}
      className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-8 sm:gap-x-12 lg:grid-cols-[auto_1fr_18rem]"
    >
      <div
        aria-hidden="true"
        className="flex size-40 flex-col justify-between rounded-2xl border border-tint-line bg-tint p-4 text-tint-ink sm:size-52"
      >
        <span className="flex justify-between tabular-nums sm:text-lg">
          <span>{number}</span>
          <span>{formatMass(mass)}</span>
        </span>
        <span className="text-center font-semibold text-7xl leading-none tracking-tight sm:text-8xl">
          {symbol}
        </span>
        <span className="text-center">{name}</span>
      </div>

      <div className="order-last col-span-2 max-w-2xl lg:order-none lg:col-span-1">
        <h1 className="font-display text-5xl tracking-tight sm:text-6xl">{name}</h1>
        <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-muted">
          <a
            href={categoryHref(category)}
            className="rounded-full border border-tint-line bg-tint px-3 py-0.5 text-sm text-tint-ink hover:bg-tint-hover"
          >
            {categoryLabel(category)}
          </a>
          <span>Element {number}</span>
          {otherName && <span>also called {otherName}</span>}
        </p>
        <p className="mt-6 text-pretty font-display text-xl leading-relaxed sm:text-2xl sm:leading-relaxed">
          {summary}
        </p>
      </div>

      <ShellDiagram symbol={symbol} category={category} shells={electronShells(configuration)} />
    </section>
  );
}
