import type { PageServer } from "@bunsen/runtime";
import { searchElements } from "../data/queries.server";
import type { ElementSummary } from "../element/model";

export interface SearchPageProps {
  text: string;
  results: ElementSummary[];
}

/** No name is longer; the form allows no more either. */
const LONGEST_TEXT = 60;

export default (({ url }) => {
  const text = (url.searchParams.get("q") ?? "").trim().slice(0, LONGEST_TEXT);
  return { props: { text, results: searchElements(text) } };
}) satisfies PageServer<"/search", SearchPageProps>;
