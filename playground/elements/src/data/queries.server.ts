import type { Category, ChemicalElement, ElementSummary } from "../element/model";
import { database } from "./database.server";

const SUMMARY = `number, symbol, name, category, "group", period`;

const selectSummaries = database.query<ElementSummary, []>(`SELECT ${SUMMARY} FROM elements ORDER BY number`);
const selectElements = database.query<ChemicalElement, []>("SELECT * FROM elements ORDER BY number");
const selectCategory = database.query<ChemicalElement, [string]>(
  "SELECT * FROM elements WHERE category = ? ORDER BY number",
);
const selectSymbol = database.query<ChemicalElement, [string]>(
  "SELECT * FROM elements WHERE symbol = ? COLLATE NOCASE",
);
const selectNumber = database.query<ElementSummary, [number]>(
  `SELECT ${SUMMARY} FROM elements WHERE number = ?`,
);

// Exact symbols and numbers come first, then names that start with the text, then the rest. A category counts
// from the start of a word, so that "metal" does not find the nonmetals.
const selectMatches = database.query<ElementSummary, Record<"text" | "anywhere" | "start" | "word", string>>(`
  SELECT ${SUMMARY} FROM elements
  WHERE symbol = $text COLLATE NOCASE
    OR CAST(number AS TEXT) = $text
    OR name LIKE $anywhere ESCAPE '\\'
    OR otherName LIKE $anywhere ESCAPE '\\'
    OR ' ' || category LIKE $word ESCAPE '\\'
  ORDER BY
    CASE
      WHEN symbol = $text COLLATE NOCASE OR CAST(number AS TEXT) = $text THEN 0
      WHEN name LIKE $start ESCAPE '\\' OR otherName LIKE $start ESCAPE '\\' THEN 1
      ELSE 2
    END,
    number
`);

export function allSummaries(): ElementSummary[] {
  return selectSummaries.all();
}

export function allElements(category?: Category): ChemicalElement[] {
  return category === undefined ? selectElements.all() : selectCategory.all(category);
}

/** Finds `Au` by `Au`, `au` and `AU`. */
export function elementBySymbol(symbol: string): ChemicalElement | null {
  return selectSymbol.get(symbol);
}

export function summaryByNumber(number: number): ElementSummary | null {
  return selectNumber.get(number);
}

/** Matches symbol, number, name and category; an empty text finds nothing. */
export function searchElements(text: string): ElementSummary[] {
  if (text === "") return [];
  const escaped = escapeLike(text);
  return selectMatches.all({ text, anywhere: `%${escaped}%`, start: `${escaped}%`, word: `% ${escaped}%` });
}

/** Takes `%`, `_` and the escape character itself literally. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
