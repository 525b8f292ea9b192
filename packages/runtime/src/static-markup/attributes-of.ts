import { type ChosenWriter, chooseWriter, PROBES } from "./attribute-choice.ts";
import { presenceAttribute } from "./attributes.ts";
import type { Fizz, Props } from "./react.ts";
import { styleAttribute } from "./style.ts";
import { isVoidTag, MAX_NAMES } from "./tags.ts";

/** Literals beside a spread, by name: the value, and what React writes for it. */
type Literals = Readonly<Record<string, readonly [value: unknown, html: string]>>;

/** Where the code spreads props onto an element. */
export interface SpreadPlace {
  readonly tag: string;
  readonly isVoid: boolean;
  readonly literals: Literals;
  /** Attributes that React writes behind all others. */
  readonly last: ReadonlySet<string> | undefined;
  /** The attributes of the last element that was written here: the next one probably has the same, in this order. */
  readonly known: Attribute[];
}

/** Also called by code that the build generates. */
export function spreadPlace(tag: string, literals: Literals): SpreadPlace {
  return { tag, isVoid: isVoidTag(tag), literals, last: LAST.get(tag), known: [] };
}

/** What is known of an attribute at a place. */
interface Attribute {
  name: string;
  writer: ChosenWriter | typeof REACTS;
  isStyle: boolean;
  isSkipped: boolean;
  literal: unknown;
  html: string;
}

/** Stands for an attribute that only React can write. */
const REACTS = Symbol("React's");

/** No value is this one. */
const NO_LITERAL = Symbol("no literal");

/** Most elements have fewer attributes. */
const MAX_KNOWN = 30;

/** By name, for every tag but those of `LAST`. */
const writers = new Map<string, ChosenWriter | typeof REACTS>();

/** Attributes that React writes behind all others. */
const LAST: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["button", new Set(["name", "formAction", "formEncType", "formMethod", "formTarget"])],
  [
    "input",
    new Set(
      "name formAction formEncType formMethod formTarget checked defaultChecked value defaultValue".split(
        " ",
      ),
    ),
  ],
]);

/**
 * All attributes of an element, in the order of its props. Also called by code that the build generates.
 *
 * @returns `undefined` if only React can write them
 */
export function spreadAttributes(props: Props, fizz: Fizz, place: SpreadPlace): string | undefined {
  if (props.dangerouslySetInnerHTML !== undefined && props.dangerouslySetInnerHTML !== null) return undefined;
  const { known, last, isVoid } = place;
  // React refuses them.
  if (isVoid && props.children !== undefined && props.children !== null) return undefined;
  const names = Object.keys(props);
  let html = "";
  let hasLast = false;
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as string;
    let attribute = known[at];
    if (attribute === undefined || attribute.name !== name) {
      attribute = attributeAt(place, name, fizz);
      if (at < MAX_KNOWN) known[at] = attribute;
    }
    const value = props[name];
    if (value === attribute.literal) html += attribute.html;
    else if (last?.has(name)) hasLast = true;
    else if (value !== null && value !== undefined && !attribute.isSkipped) {
      const written = write(place.tag, attribute, value, fizz);
      if (written === undefined) return undefined;
      html += written;
    }
  }
  if (!hasLast) return html;
  const rest = lastAttributes(place.tag, props, fizz);
  return rest === undefined ? undefined : html + rest;
}

function attributeAt({ last, literals }: SpreadPlace, name: string, fizz: Fizz): Attribute {
  const isLast = last?.has(name);
  const [literal, html] = (!isLast && Object.hasOwn(literals, name) && literals[name]) || [NO_LITERAL, ""];
  const writer = writers.get(name) ?? learn(name, fizz);
  const isSkipped = name === "children" || (writer !== REACTS && writer.name === undefined);
  return { name, writer, isStyle: name === "style", isSkipped, literal, html };
}

/** @returns `undefined` if only React can write it */
function write(
  tag: string,
  { name, writer, isStyle }: Attribute,
  value: unknown,
  fizz: Fizz,
): string | undefined {
  if (isStyle) return styleAttribute(value, fizz);
  if (writer === REACTS || typeof value === "object") return undefined;
  // React writes it for links only.
  if (value === "" && name === "href" && tag === "a") return ' href=""';
  return writer.write(writer.start, value);
}

/** Those of form controls. Of the last pairs, which an input alone has, React writes one. */
function lastAttributes(tag: string, props: Props, fizz: Fizz): string | undefined {
  let html = "";
  if (props.formAction !== undefined && props.formAction !== null) return undefined;
  for (const name of ["name", "formEncType", "formMethod", "formTarget"]) {
    const written = named(name, props[name], fizz);
    if (written === undefined) return undefined;
    html += written;
  }
  if (tag === "button") return html;
  const checked = props.checked ?? props.defaultChecked ?? false;
  const value = named("value", props.value ?? props.defaultValue, fizz);
  if (value === undefined || typeof checked === "object") return undefined;
  return html + presenceAttribute(' checked="', checked) + value;
}

function named(name: string, value: unknown, fizz: Fizz): string | undefined {
  if (value === null || value === undefined) return "";
  const writer = writers.get(name) ?? learn(name, fizz);
  if (writer === REACTS || typeof value === "object") return undefined;
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
    if (value !== null && value !== undefined) fizz.pushAttribute(chunks, name, value);
  } catch {
    return undefined;
  }
  return chunks.join("");
}
