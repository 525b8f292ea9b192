import { type SpreadPlace, spreadPlace } from "./attributes-of.ts";
import { MAX_NAMES, readTag, type Tag } from "./tags.ts";

/** What is known of host elements of a tag of which the build knows nothing. */
export interface HostElement extends Tag {
  /** They all share one. */
  readonly place: SpreadPlace;
}

const known = new Map<string, HostElement>();

export function hostElement(name: string): HostElement {
  const found = known.get(name);
  if (found) return found;
  const element = { ...readTag(name), place: spreadPlace(name, {}) };
  if (known.size < MAX_NAMES) known.set(name, element);
  return element;
}
