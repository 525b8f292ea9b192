import { notFound, type PageServer, redirect } from "@bunsen/runtime";
import { elementBySymbol, summaryByNumber } from "../../data/queries.server";
import { type ChemicalElement, type ElementSummary, elementHref } from "../../element/model";

export interface ElementPageProps {
  element: ChemicalElement;
  previous: ElementSummary | null;
  next: ElementSummary | null;
}

export default (({ params }) => {
  const element = elementBySymbol(params.symbol);
  if (!element) notFound(`There is no element with the symbol “${params.symbol}”.`);
  if (element.symbol !== params.symbol) redirect(elementHref(element.symbol), 301);
  return {
    props: {
      element,
      previous: summaryByNumber(element.number - 1),
      next: summaryByNumber(element.number + 1),
    },
  };
}) satisfies PageServer<"/element/[symbol]", ElementPageProps>;
