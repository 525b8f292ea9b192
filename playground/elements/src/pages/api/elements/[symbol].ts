import { type ApiHandler, notFound } from "@bunsen/runtime";
import { elementBySymbol } from "../../../data/queries.server";

export const GET: ApiHandler<"/api/elements/[symbol]"> = ({ params }) =>
  elementBySymbol(params.symbol) ?? notFound(`There is no element with the symbol “${params.symbol}”.`);
