import { type SpreadPlace, spreadAttributes } from "./attributes-of.ts";
import type { Fizz, Props } from "./react.ts";
import { isPlainTag, isVoidTag, MAX_NAMES, startTag } from "./tags.ts";

/** By tag: all elements of which the build knows nothing share one place. */
const places = new Map<string, SpreadPlace>();

/**
 * The start tag of an element that the build knows nothing of.
 *
 * @returns `undefined` if only React can write it
 */
export function startOf(tag: string, props: Props, fizz: Fizz): string | undefined {
  if (!isPlainTag(tag)) return undefined;
  const attributes = spreadAttributes(props, fizz, placeOf(tag));
  return attributes === undefined ? undefined : `${startTag(tag)}${attributes}${isVoidTag(tag) ? "/>" : ">"}`;
}

function placeOf(tag: string): SpreadPlace {
  const known = places.get(tag);
  if (known) return known;
  const place = { tag, literals: {}, known: [] };
  if (places.size < MAX_NAMES) places.set(tag, place);
  return place;
}
