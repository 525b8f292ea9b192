import type { PageServer } from "@bunsen/runtime";
import { allSummaries } from "../data/queries.server";
import { type Category, type ElementSummary, isCategory } from "../element/model";

export interface TablePageProps {
  elements: ElementSummary[];
  selected: Category | null;
}

export default (({ url }) => {
  const category = url.searchParams.get("category");
  return { props: { elements: allSummaries(), selected: isCategory(category) ? category : null } };
}) satisfies PageServer<"/", TablePageProps>;
