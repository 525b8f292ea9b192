import { type ChosenWriter, chooseWriter, PROBES } from "./attribute-choice.ts";
import type { Fizz, Props } from "./react.ts";
import { styleAttribute } from "./style.ts";
import { MAX_NAMES } from "./tags.ts";

/** Stands for an attribute that only React can write. */
const REACTS = Symbol("React's");

/** For plain tags, by name. */
const writers = new Map<string, ChosenWriter | typeof REACTS>();

/**
 * All attributes of an element of a plain tag, in the order of its props.
 *
 * @returns `undefined` if only React can write them
 */
export function attributesOf(tag: string, props: Props, fizz: Fizz): string | undefined {
  let html = "";
  for (const name of Object.keys(props)) {
    const value = props[name];
    if (value === null || value === undefined || name === "children") continue;
    const written = attributeOf(tag, name, value, fizz);
    if (written === undefined) return undefined;
    html += written;
  }
  return html;
}

/** @returns `undefined` if only React can write it */
function attributeOf(tag: string, name: string, value: unknown, fizz: Fizz): string | undefined {
  if (name === "style") return styleAttribute(value, fizz);
  const writer = writers.get(name) ?? learn(name, fizz);
  if (writer === REACTS) return undefined;
  if (writer.name === undefined) return "";
  if (typeof value === "object") return undefined;
  // React writes it for links only.
  if (value === "" && name === "href" && tag === "a") return ' href=""';
  return writer.write(writer.start, value);
}

function learn(name: string, fizz: Fizz): ChosenWriter | typeof REACTS {
  const expected = PROBES.map((value) => writtenByReact(name, value, fizz));
  const writer = chooseWriter(expected) ?? REACTS;
  if (writers.size < MAX_NAMES) writers.set(name, writer);
  return writer;
}

/** @returns `undefined` if React throws */
function writtenByReact(name: string, value: unknown, fizz: Fizz): string | undefined {
  const chunks: string[] = [];
  try {
    if (value != null) fizz.pushAttribute(chunks, name, value);
  } catch {
    return undefined;
  }
  return chunks.join("");
}
