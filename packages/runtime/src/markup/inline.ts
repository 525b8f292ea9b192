const components = new WeakSet<object>();

/** Says that a component only puts its props into markup, so that it may be called outside of React. */
export function inline(component: object): void {
  components.add(component);
}

export function isInline(component: object): boolean {
  return components.has(component);
}
