/** The columns, from left to right. */
export const COLUMNS = [
  { id: "ideas", title: "Ideas" },
  { id: "doing", title: "Doing" },
  { id: "done", title: "Done" },
] as const;

export type ColumnId = (typeof COLUMNS)[number]["id"];

/** Colours of paper. */
export const HUES = ["amber", "rose", "fern", "sky", "plum"] as const;

export type Hue = (typeof HUES)[number];

export interface Card {
  id: number;
  text: string;
  author: string;
  hue: Hue;
  column: ColumnId;
  votes: number;
}

export interface Visitor {
  name: string;
  hue: Hue;
}

export const LONGEST_TEXT = 140;
export const LONGEST_NAME = 24;

export function isColumn(value: string): value is ColumnId {
  return COLUMNS.some(({ id }) => id === value);
}

export function isHue(value: string): value is Hue {
  return HUES.some((hue) => hue === value);
}
