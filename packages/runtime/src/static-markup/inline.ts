import type { Tried } from "./for-react.ts";

const components = new WeakSet<object>();

/** Says that a component only puts its props into markup, so that it may be called outside of React. */
export function inline(component: object): void {
  components.add(component);
}

export function isInline(component: object): boolean {
  return components.has(component);
}

const tries = new WeakMap<object, Tried>();

/** How the elements of a component fared so far. */
export function triesOf(component: object): Tried {
  const known = tries.get(component);
  if (known) return known;
  const tried = { misses: 0 };
  tries.set(component, tried);
  return tried;
}
