import { byId, element } from "../../../report-page/elements.ts";
import { formatBytes } from "../../../terminal/format-bytes.ts";
import type { Phases, RequestRecord } from "../../requests/record.ts";
import { clockTime, milliseconds, readable } from "./format.ts";
import { keepingFocus, whenReleased } from "./redraw.ts";
import { detailsRow } from "./request-details.ts";
import { placeOf, type TimeAxis, timeAxis } from "./time-axis.ts";
import { PHASES, timeline, totalOf } from "./timeline.ts";

/** As many as the server remembers. */
const MOST = 100;
const COLUMNS = 11;

const NO_REQUESTS = "There are no requests yet. Open a page of your app, and it appears here.";

/** What is shown: the last requests, those that are opened, and what the reader looks for. */
const state = {
  records: new Map<number, RequestRecord>(),
  open: new Set<number>(),
  clearedTo: 0,
  /** Requests with a higher number are new. */
  drawnTo: 0,
  search: "",
};

/** Takes requests that are new or have changed. */
export function showRequests(changed: readonly RequestRecord[]): void {
  for (const record of changed) state.records.set(record.id, record);
  for (const id of [...state.records.keys()].sort((a, b) => a - b).slice(0, -MOST)) state.records.delete(id);
  whenReleased(draw);
}

export function listenForRequests(): void {
  byId("clear").addEventListener("click", () => {
    state.clearedTo = Math.max(0, ...state.records.keys());
    draw();
  });
  byId("find-requests").addEventListener("input", ({ target }) => {
    state.search = (target as HTMLInputElement).value.trim().toLowerCase();
    draw();
  });
}

function draw(): void {
  const shown = [...state.records.values()]
    .filter((record) => record.id > state.clearedTo && isFound(record))
    .sort((a, b) => b.id - a.id);
  const axis = timeAxis(shown.map(totalOf));
  drawTicks(axis);
  keepingFocus("data-request", () => {
    byId("requests").replaceChildren(
      ...shown.flatMap((record) => {
        const row = requestRow(record, axis);
        return state.open.has(record.id) ? [row, detailsRow(record, axis, COLUMNS)] : [row];
      }),
    );
  });
  state.drawnTo = Math.max(state.drawnTo, shown[0]?.id ?? 0);
  byId("requests")
    .closest("table")
    ?.toggleAttribute("hidden", shown.length === 0);
  byId("no-requests").hidden = shown.length > 0;
  byId("no-requests").textContent = state.search === "" ? NO_REQUESTS : "No request has that name.";
}

function isFound({ path, method, status, route }: RequestRecord): boolean {
  return `${method} ${path} ${status ?? ""} ${route?.id ?? ""}`.toLowerCase().includes(state.search);
}

function drawTicks(axis: TimeAxis): void {
  byId("ticks").replaceChildren(
    ...axis.ticks.map((tick) => {
      const mark = element("span", {}, String(tick));
      mark.style.left = `${100 * placeOf(tick, axis)}%`;
      return mark;
    }),
    element("span", { class: "end" }, `${axis.end} ms`),
  );
}

function requestRow(record: RequestRecord, axis: TimeAxis): HTMLElement {
  const { id, at, method, path, status, route, phases, bytes, end } = record;
  const isOpen = state.open.has(id);
  const opener = element(
    "button",
    {
      class: "opener",
      type: "button",
      "data-request": String(id),
      "aria-expanded": String(isOpen),
      title: `${method} ${path}`,
    },
    element("b", {}, method),
    element("span", {}, readable(path)),
  );
  opener.addEventListener("click", () => {
    if (!state.open.delete(id)) state.open.add(id);
    draw();
  });
  const pattern = route && route.id !== path.split("?", 1)[0] ? route.id : "";
  const number = (phase: keyof Phases) => {
    const value = phases?.[phase];
    const text = value === undefined || (value === 0 && phase !== "transfer") ? "–" : milliseconds(value);
    return element("td", { class: "number phase" }, text);
  };
  const running = end === undefined ? "…" : "";
  return element(
    "tr",
    { class: state.drawnTo > 0 && id > state.drawnTo ? "new" : undefined },
    element("td", { class: "when" }, clockTime(at)),
    element("td", { class: "request" }, opener),
    element("td", { class: "pattern", title: route?.file }, pattern),
    element(
      "td",
      { class: `number status s${String(status ?? 0)[0]}` },
      status === undefined ? "…" : String(status),
    ),
    element("td", { class: "time" }, timeline(record, axis)),
    ...PHASES.map(number),
    element("td", { class: "number total" }, (phases ? milliseconds(totalOf(record)) : "") + running),
    element(
      "td",
      { class: "number size", title: end === "left" ? "The client left before the end" : undefined },
      end === "left" ? "left" : bytes === undefined ? "" : formatBytes(bytes),
    ),
  );
}
