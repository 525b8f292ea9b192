import type { ElementSummary } from "../element/model";
import { positionOf } from "../element/position";

/** Runs of cells as row, first column, last column: the outline of the table. */
const RUNS: readonly [number, number, number][] = [
  [1, 1, 1],
  [1, 18, 18],
  [2, 1, 2],
  [2, 13, 18],
  [3, 1, 2],
  [3, 13, 18],
  [4, 1, 18],
  [5, 1, 18],
  [6, 1, 18],
  [7, 1, 18],
  [9, 3, 17],
  [10, 3, 17],
];

const SIDE = 0.84;

const cells = RUNS.flatMap(([row, first, last]) =>
  Array.from({ length: last - first + 1 }, (_, index) => square(row, first + index)),
).join("");

function square(row: number, column: number): string {
  return `M${column - 1} ${row - 1}h${SIDE}v${SIDE}h-${SIDE}z`;
}

/** A miniature of the table with one cell lit. */
export function TableLocator({ element }: { element: ElementSummary }) {
  const { row, column } = positionOf(element);
  return (
    <svg viewBox="0 0 18 10" className="h-14 w-26" aria-hidden="true" data-category={element.category}>
      <path d={cells} className="fill-line" />
      <path d={square(row, column)} className="fill-tint-strong" />
    </svg>
  );
}
