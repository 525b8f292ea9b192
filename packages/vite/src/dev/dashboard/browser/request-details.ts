import { element } from "../../../report-page/elements.ts";
import type { RequestRecord } from "../../requests/record.ts";
import { milliseconds } from "./format.ts";
import type { TimeAxis } from "./time-axis.ts";
import { bar, totalOf } from "./timeline.ts";

/**
 * The user's code that ran for a request, each with its own time: server functions start together.
 *
 * @param columns of the table that the row is for
 */
export function detailsRow(record: RequestRecord, axis: TimeAxis, columns: number): HTMLElement {
  const { route, spans, status } = record;
  const unended = status === undefined ? "running" : "not waited for";
  const lines = spans.map(({ name, kind, start, end }) => {
    const line = element("div", { class: "timeline" });
    line.append(bar(start, end ?? totalOf(record), axis, kind));
    return element(
      "li",
      {},
      element("code", {}, name),
      element("span", { class: "number" }, end === undefined ? unended : milliseconds(end - start)),
      line,
    );
  });
  const summary = route
    ? `${ANSWERS[route.kind]} ${route.file}`
    : "No route responded: a file, a redirect or a refusal.";
  const cell = element(
    "td",
    { colspan: String(columns) },
    element("p", {}, summary, spans.length === 0 ? ". No server function ran." : ""),
    element("ul", {}, ...lines),
  );
  return element("tr", { class: "details" }, cell);
}

const ANSWERS = { page: "The page", endpoint: "The endpoint", error: "The error page" };
