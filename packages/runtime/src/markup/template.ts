import type { ReactElement } from "react";
import type { AttributeWriter } from "./attributes.ts";

/** A place in a template where a value comes in: which of the values, and how it is written. */
export interface Hole {
  index: number;
  /** `undefined` for a child. */
  attribute: AttributeWriter | undefined;
}

/** The markup of a tree of host elements, as the build found it, with holes where values come in at run time. */
export interface Template {
  /** The tag of the outermost element. */
  type: string;
  /** One more than there are holes: what stands before, between and after them. */
  pieces: readonly string[];
  holes: readonly Hole[];
  /** By piece: whether text that follows it continues a text; `undefined` if that depends on what came before. */
  endsInText: readonly (boolean | undefined)[];
  /** By piece: whether it begins with text. */
  beginsWithText: readonly boolean[];
  /** Which of the values is the element's key, or the key itself. */
  key: { index: number } | { literal: string | null };
  /** The element as React's own `jsx` makes it, from the same values. */
  original(values: readonly unknown[]): ReactElement<Record<string, unknown>>;
}

/** A hole as the build writes it: the number of its value, and for an attribute its writer. */
export type WrittenHole = number | readonly [index: number, attribute: AttributeWriter];

/**
 * Makes the template of a tree of host elements. Called by code that the build writes.
 *
 * @param pieces HTML as React wrote it, split where values come in
 * @param key the number of the value that is the key, or the key itself; `undefined` for none
 */
export function template(
  type: string,
  pieces: readonly string[],
  holes: readonly WrittenHole[],
  original: Template["original"],
  key?: number | string,
): Template {
  const read = holes.map(readHole);
  return {
    type,
    pieces,
    holes: read,
    endsInText: pieces.map((piece, place) => endOf(piece, read[place - 1])),
    beginsWithText: pieces.map((piece, place) => beginsWithText(piece, read[place - 1])),
    key: typeof key === "number" ? { index: key } : { literal: key ?? null },
    original,
  };
}

function readHole(hole: WrittenHole): Hole {
  return typeof hole === "number"
    ? { index: hole, attribute: undefined }
    : { index: hole[0], attribute: hole[1] };
}

// In text React writes `<` and `>` as references, so that a piece's first and last characters tell.
function endOf(piece: string, before: Hole | undefined): boolean | undefined {
  if (piece === "") return before?.attribute ? false : undefined;
  return !piece.endsWith(">");
}

function beginsWithText(piece: string, before: Hole | undefined): boolean {
  return piece !== "" && before !== undefined && !before.attribute && !piece.startsWith("<");
}
