/** Colours of a card. */
export const HUES = ["amber", "rose", "fern", "sky", "plum"] as const;

export type Hue = (typeof HUES)[number];

/** An entry as it is stored. */
export interface Entry {
  id: number;
  name: string;
  place: string;
  message: string;
  hue: Hue;
  signedAt: Date;
}

/** The fields of the form, as a visitor filled them in. */
export interface Draft {
  name: string;
  place: string;
  message: string;
  hue: string;
}

export type DraftField = keyof Draft;

/** What is wrong with a draft, field by field. */
export type DraftErrors = Partial<Record<DraftField, string>>;

/** Most characters of each field. */
export const LIMITS = { name: 60, place: 60, message: 280 } as const;

export const EMPTY_DRAFT: Draft = { name: "", place: "", message: "", hue: "amber" };

/** As a reader counts: 👩‍👧 is one character. */
export function countCharacters(text: string): number {
  return [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].length;
}
