import { element } from "../../../report-page/elements.ts";
import type { Phases, RequestRecord } from "../../requests/record.ts";
import { placeOf, type TimeAxis } from "./time-axis.ts";

/** In the order in which they follow each other. */
export const PHASES = ["prepare", "server", "render", "transfer"] as const satisfies (keyof Phases)[];

/** Milliseconds so far. */
export function totalOf({ phases }: RequestRecord): number {
  return PHASES.reduce((sum, phase) => sum + (phases?.[phase] ?? 0), 0);
}

/** The phases, one after the other, on an axis that all requests share. */
export function timeline({ phases, end }: RequestRecord, axis: TimeAxis): HTMLElement {
  const line = element("div", { class: "timeline" });
  for (const tick of axis.ticks) {
    const grid = element("u", {});
    grid.style.left = `${100 * placeOf(tick, axis)}%`;
    line.append(grid);
  }
  let start = 0;
  for (const phase of PHASES) {
    const stop = start + (phases?.[phase] ?? 0);
    if (stop > start) line.append(bar(start, stop, axis, phase));
    start = stop;
  }
  if (start > axis.end) line.classList.add("beyond");
  if (phases && end === undefined) {
    const open = element("i", { "data-phase": "open" });
    open.style.left = `${100 * placeOf(start, axis)}%`;
    line.append(open);
  }
  return line;
}

/** A stretch of time on an axis. */
export function bar(start: number, stop: number, axis: TimeAxis, phase: string): HTMLElement {
  const [from, to] = [placeOf(start, axis), placeOf(stop, axis)];
  const drawn = element("i", { "data-phase": phase });
  drawn.style.left = `${100 * from}%`;
  drawn.style.width = `${100 * (to - from)}%`;
  return drawn;
}
