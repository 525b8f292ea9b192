import type { KeyboardEvent, ReactNode } from "react";
import type { Category, ElementSummary } from "../element/model";
import { type Direction, neighbourOf, type Position, positionOf } from "../element/position";
import { ElementCell } from "./element-cell";

const GROUPS = Array.from({ length: 18 }, (_, index) => index + 1);
const PERIODS = Array.from({ length: 7 }, (_, index) => index + 1);

const ARROWS: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

interface PeriodicTableProps {
  elements: ElementSummary[];
  /** Everything else is faded. */
  highlighted: Category | null;
}

export function PeriodicTable({ elements, highlighted }: PeriodicTableProps) {
  function moveFocus(event: KeyboardEvent<HTMLElement>) {
    const direction = ARROWS[event.key];
    const number = Number((event.target as HTMLElement).dataset.element);
    const current = elements.find((element) => element.number === number);
    if (!direction || !current || event.metaKey || event.ctrlKey || event.altKey) return;
    const next = neighbourOf(positionOf(current), direction, (position) =>
      elements.find((element) => isAt(element, position)),
    );
    if (!next) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-element="${next.number}"]`)?.focus();
  }

  return (
    <nav aria-label="Periodic table" className="@container min-w-[60rem]" onKeyDown={moveFocus}>
      <ul className="grid grid-cols-[1rem_repeat(18,minmax(0,1fr))] grid-rows-[auto_repeat(7,auto)_1rem] gap-1">
        {GROUPS.map((group) => (
          <AxisLabel key={`group ${group}`} row={0} column={group}>
            {group}
          </AxisLabel>
        ))}
        {PERIODS.map((period) => (
          <AxisLabel key={`period ${period}`} row={period} column={0}>
            {period}
          </AxisLabel>
        ))}
        <SeriesPlaceholder category="lanthanide" row={6} numbers="57–71" />
        <SeriesPlaceholder category="actinide" row={7} numbers="89–103" />
        {elements.map((element) => (
          <li key={element.number} style={gridArea(positionOf(element))} className="aspect-square">
            <ElementCell element={element} faded={highlighted !== null && element.category !== highlighted} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function AxisLabel({ row, column, children }: Position & { children: ReactNode }) {
  return (
    <li
      aria-hidden="true"
      style={gridArea({ row, column })}
      className="self-center text-center text-[0.6875rem] text-muted tabular-nums"
    >
      {children}
    </li>
  );
}

interface SeriesPlaceholderProps {
  category: Category;
  row: number;
  numbers: string;
}

/** Stands in group 3 for the elements that are shown below the table. */
function SeriesPlaceholder({ category, row, numbers }: SeriesPlaceholderProps) {
  return (
    <li
      aria-hidden="true"
      data-category={category}
      style={gridArea({ row, column: 3 })}
      className="grid aspect-square place-items-center rounded-md border border-tint-line border-dashed text-[0.6875rem] text-tint-ink tabular-nums"
    >
      {numbers}
    </li>
  );
}

function isAt(element: ElementSummary, position: Position): boolean {
  const { row, column } = positionOf(element);
  return row === position.row && column === position.column;
}

/** The first row and column of the grid hold the numbers of groups and periods. */
function gridArea({ row, column }: Position) {
  return { gridRow: row + 1, gridColumn: column + 1 };
}
