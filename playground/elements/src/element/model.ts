export const categories = [
  "alkali metal",
  "alkaline earth metal",
  "transition metal",
  "post-transition metal",
  "metalloid",
  "nonmetal",
  "halogen",
  "noble gas",
  "lanthanide",
  "actinide",
  "unknown",
] as const;

export type Category = (typeof categories)[number];

/** What a cell of the table shows. */
export interface ElementSummary {
  number: number;
  symbol: string;
  name: string;
  category: Category;
  /** Column of the table, 1 to 18; `null` for lanthanides and actinides. */
  group: number | null;
  period: number;
}

export interface ChemicalElement extends ElementSummary {
  otherName: string | null;
  /** Standard atomic weight in u; a whole number is the mass number of a long-lived isotope. */
  mass: number;
  /** In kelvin at normal pressure. `null` beside a known boiling point: it never freezes (helium). */
  meltingPoint: number | null;
  /** In kelvin at normal pressure. */
  boilingPoint: number | null;
  /** In kelvin at normal pressure, for elements that turn from solid to gas at once. */
  sublimationPoint: number | null;
  /** In g/cm³ near room temperature; gases at 0 °C. */
  density: number | null;
  /** Electron configuration such as `[Ar] 3d6 4s2`. */
  configuration: string;
  /** On the Pauling scale. */
  electronegativity: number | null;
  /** `null` if known since antiquity. */
  discoveryYear: number | null;
  discoverer: string;
  summary: string;
  note: string | null;
}

export function isCategory(value: unknown): value is Category {
  return categories.some((category) => category === value);
}

/** `"noble gas"` as a heading: `"Noble gas"`. */
export function categoryLabel(category: Category): string {
  return category === "unknown" ? "Not yet known" : category.charAt(0).toUpperCase() + category.slice(1);
}

export function categoryHref(category: Category): string {
  return `/?category=${encodeURIComponent(category)}`;
}

export function elementHref(symbol: string): string {
  return `/element/${symbol}`;
}
