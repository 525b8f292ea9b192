import { type ApiHandler, httpError } from "@bunsen/runtime";
import { allElements } from "../../data/queries.server";
import { categories, isCategory } from "../../element/model";

export const GET: ApiHandler<"/api/elements"> = ({ url }) => {
  const category = url.searchParams.get("category");
  if (category === null) return allElements();
  if (!isCategory(category)) {
    httpError(400, `There is no category “${category}”. There are: ${categories.join(", ")}.`);
  }
  return allElements(category);
};
