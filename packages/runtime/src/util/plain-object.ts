/**
 * Whether a value is an object as a literal makes it: no list, no `Map`, no promise, no instance of a class. What these
 * hold is not among their keys, so whoever looks at keys would take them for empty.
 */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The last one is the prototype of literals in another realm, such as that of a test.
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}
