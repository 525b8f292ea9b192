/** A cell of the 18-column table. Lanthanides and actinides have rows of their own below a gap. */
export interface Position {
  row: number;
  column: number;
}

const F_BLOCK_COLUMN = 3;
/** Period 6 continues in row 9 and period 7 in row 10; row 8 is the gap. */
const F_BLOCK_ROW_OFFSET = 3;
const F_BLOCK_START: Record<number, number> = { 6: 57, 7: 89 };

export function positionOf(element: { number: number; group: number | null; period: number }): Position {
  if (element.group !== null) return { row: element.period, column: element.group };
  const first = F_BLOCK_START[element.period] ?? element.number;
  return { row: element.period + F_BLOCK_ROW_OFFSET, column: F_BLOCK_COLUMN + element.number - first };
}

export type Direction = "up" | "down" | "left" | "right";

const STEPS: Record<Direction, Position> = {
  up: { row: -1, column: 0 },
  down: { row: 1, column: 0 },
  left: { row: 0, column: -1 },
  right: { row: 0, column: 1 },
};

const ROWS = 10;
const COLUMNS = 18;

/** The next taken cell from `start` in a direction, across gaps; `undefined` at the edge. */
export function neighbourOf<Item>(
  start: Position,
  direction: Direction,
  itemAt: (position: Position) => Item | undefined,
): Item | undefined {
  const step = STEPS[direction];
  let row = start.row + step.row;
  let column = start.column + step.column;
  while (row >= 1 && row <= ROWS && column >= 1 && column <= COLUMNS) {
    const item = itemAt({ row, column });
    if (item !== undefined) return item;
    row += step.row;
    column += step.column;
  }
  return undefined;
}
