/**
 * Whether a value is a plain object, as a literal creates it: not an array, a `Map`, a promise or an instance of a class, whose
 * contents are not in their own keys.
 */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The last condition is for plain objects of another realm, such as that of a test.
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}
