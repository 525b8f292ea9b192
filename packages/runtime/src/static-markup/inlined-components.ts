import type { MarkupAttempts } from "./compiled-markup.ts";

const components = new WeakSet<object>();

/**
 * Marks a component that only puts its props into markup, so that it may be called outside of React. Called by code that
 * the build generates.
 */
export function inline(component: object): void {
  components.add(component);
}

/** Whether `inline` was called for a component. */
export function isInlined(component: object): boolean {
  return components.has(component);
}

const attemptsByComponent = new WeakMap<object, MarkupAttempts>();

/** The attempts to write the elements of one component. */
export function attemptsOf(component: object): MarkupAttempts {
  const known = attemptsByComponent.get(component);
  if (known) return known;
  const attempts = { failures: 0 };
  attemptsByComponent.set(component, attempts);
  return attempts;
}
