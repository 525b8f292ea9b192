import type { PageMeta, PageProps } from "@bunsen/runtime";
import { ElementFacts } from "../../components/element-facts";
import { ElementHero } from "../../components/element-hero";
import { ElementNeighbours } from "../../components/element-neighbours";
import { TemperatureExplorer } from "../../components/temperature-explorer";
import { elementHref } from "../../element/model";
import type { ElementPageProps } from "./[symbol].server";

type Route = "/element/[symbol]";

export const meta = (({ serverRes }) => {
  const { name, symbol, number, summary } = serverRes.props.element;
  return {
    title: `${name} (${symbol}), element ${number}`,
    description: summary,
    canonical: elementHref(symbol),
    og: { title: name, description: summary },
  };
}) satisfies PageMeta<Route, ElementPageProps>;

export default function ElementPage({ props }: PageProps<Route, ElementPageProps>) {
  const { element, previous, next } = props;
  return (
    <div className="mx-auto max-w-6xl space-y-10 py-2 sm:py-6">
      <ElementNeighbours current={element} previous={previous} next={next} />
      <ElementHero element={element} />
      <TemperatureExplorer element={element} />
      <ElementFacts element={element} />
    </div>
  );
}
