import {
  type AttributeWriter,
  keywordAttribute,
  numericAttribute,
  overloadedAttribute,
  plainAttribute,
  positiveAttribute,
  presenceAttribute,
  resourceAttribute,
  urlAttribute,
} from "./attributes.ts";

const WRITERS = {
  plainAttribute,
  keywordAttribute,
  presenceAttribute,
  urlAttribute,
  resourceAttribute,
  overloadedAttribute,
  numericAttribute,
  positiveAttribute,
};

/** How an attribute is written. */
export interface ChosenWriter {
  /** The name of a function of this package; `undefined` for what React never writes: event handlers, refs. */
  name: keyof typeof WRITERS | undefined;
  write: AttributeWriter;
  /** The text that it starts with: ` class="`. */
  start: string;
}

/** One of every kind of value that React distinguishes. */
export const PROBES: readonly unknown[] = [
  "x",
  "",
  "12",
  "a & \"b\" <c> 'd'",
  "javascript:alert(1)",
  " \u0001java\nscript:alert(1)",
  "https://example.com/?a=1&b=2",
  true,
  false,
  0,
  -0,
  1,
  -1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n,
  null,
  undefined,
  () => "x",
  Symbol("x"),
];

/**
 * Finds the function that writes an attribute as React does.
 *
 * @param expected what React writes for each probe, its leading space included; `undefined` where it throws
 * @returns `undefined` if there is none
 */
export function chooseWriter(expected: readonly (string | undefined)[]): ChosenWriter | undefined {
  if (expected.every((text) => text === "")) return { name: undefined, write: () => "", start: "" };
  const start = expected.find((text) => text)?.match(/^ [^\s="]+="/)?.[0];
  if (start === undefined) return undefined;
  const names = Object.keys(WRITERS) as (keyof typeof WRITERS)[];
  const name = names.find((candidate) => agrees(WRITERS[candidate], start, expected));
  return name && { name, write: WRITERS[name], start };
}

function agrees(write: AttributeWriter, start: string, expected: readonly (string | undefined)[]): boolean {
  return PROBES.every((value, index) => written(write, start, value) === expected[index]);
}

function written(write: AttributeWriter, start: string, value: unknown): string | undefined {
  try {
    return write(start, value);
  } catch {
    return undefined;
  }
}
