import {
  type AttributeWriter,
  keywordAttribute,
  numericAttribute,
  overloadedAttribute,
  plainAttribute,
  presenceAttribute,
  urlAttribute,
} from "@bunsen/runtime/internal/static-markup";
import type { AppReact } from "./app-react.ts";

const WRITERS = {
  plainAttribute,
  keywordAttribute,
  presenceAttribute,
  urlAttribute,
  overloadedAttribute,
  numericAttribute,
};

/** How an attribute is written. */
export interface ChosenWriter {
  /** A function of the runtime; `undefined` for what React never writes: event handlers, refs. */
  writer: keyof typeof WRITERS | undefined;
  /** The text that it starts with: ` class="`. */
  start: string;
}

/** One of every kind of value that React distinguishes. */
const PROBES: unknown[] = [
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
 * Finds the writer of the runtime that writes an attribute as React does, by comparing it with React's output.
 *
 * @returns `undefined` if there is none
 */
export function createWriterChoice(react: AppReact): (tag: string, name: string) => ChosenWriter | undefined {
  const chosen = new Map<string, ChosenWriter | undefined>();
  return (tag, name) => {
    const key = `${tag} ${name}`;
    if (!chosen.has(key)) chosen.set(key, choose(react, tag, name));
    return chosen.get(key);
  };
}

function choose(react: AppReact, tag: string, name: string): ChosenWriter | undefined {
  const expected = writtenByReact(react, tag, name);
  if (expected.every((text) => text === "")) return { writer: undefined, start: "" };
  const start = expected.find((text) => text)?.match(/^ [^\s="]+="/)?.[0];
  if (start === undefined) return undefined;
  const names = Object.keys(WRITERS) as (keyof typeof WRITERS)[];
  const writer = names.find((candidate) => agrees(WRITERS[candidate], start, expected));
  return writer && { writer, start };
}

/** What React writes for the attribute of each probe, its leading space included; `undefined` where it throws. */
function writtenByReact(react: AppReact, tag: string, name: string): (string | undefined)[] {
  const elements = PROBES.map((value) => react.createElement(tag, { [name]: value }));
  return (
    attributesOf(react, tag, elements) ?? elements.map((element) => attributesOf(react, tag, [element])?.[0])
  );
}

/** For each element, in one render: one for each probe would be the slowest part of compiling static markup. */
function attributesOf(react: AppReact, tag: string, elements: readonly unknown[]): string[] | undefined {
  let html: string;
  try {
    html = react.renderToString(elements);
  } catch {
    return undefined;
  }
  // In values React writes `<` and `>` as references.
  const [, ...rest] = html.split(`<${tag}`);
  return rest.map((text) => text.slice(0, text.indexOf(">")).replace(/\/$/, ""));
}

function agrees(write: AttributeWriter, start: string, expected: readonly (string | undefined)[]): boolean {
  return PROBES.every((value, index) => {
    try {
      return write(start, value) === expected[index];
    } catch {
      // Rendered by React.
      return true;
    }
  });
}
