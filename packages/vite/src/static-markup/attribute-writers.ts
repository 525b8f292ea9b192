import { type ChosenWriter, chooseWriter, PROBES } from "@bunsen/runtime/internal/static-markup";
import type { AppReact } from "./app-react.ts";

/** What React writes for an attribute. */
export interface ReactAttributes {
  /** @returns `undefined` if none of the runtime's functions writes it like React */
  writerOf(tag: string, name: string): ChosenWriter | undefined;
  /**
   * The attribute with a value that is known.
   *
   * @returns `undefined` if React refuses it
   */
  literal(tag: string, name: string, value: unknown): string | undefined;
}

/** Asks React, once for each attribute of a tag. */
export function askReact(react: AppReact): ReactAttributes {
  const chosen = new Map<string, ChosenWriter | undefined>();
  const writerOf = (tag: string, name: string) => {
    const key = `${tag} ${name}`;
    if (!chosen.has(key)) chosen.set(key, chooseWriter(writtenForProbes(react, tag, name)));
    return chosen.get(key);
  };
  const literal = (tag: string, name: string, value: unknown) => {
    if (value === null || value === undefined) return "";
    const writer = typeof value === "object" ? undefined : writerOf(tag, name);
    if (writer) return writer.write(writer.start, value);
    return attributesOf(react, tag, [react.createElement(tag, { [name]: value })])?.[0];
  };
  return { writerOf, literal };
}

/** What React writes for each probe, its leading space included; `undefined` where it throws. */
function writtenForProbes(react: AppReact, tag: string, name: string): (string | undefined)[] {
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
  // In values React writes `<` and `>` as references. An image may be preloaded, in front of everything.
  const [, ...rest] = html.split(`<${tag}`);
  return rest.map((text) => text.slice(0, text.indexOf(">")).replace(/\/$/, ""));
}
