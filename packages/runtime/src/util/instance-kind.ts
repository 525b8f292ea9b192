/**
 * What a message says of an instance of a class: `an instance of Map`. In a build the names of the app's own classes may be
 * minified, so only those of the platform are shown there.
 */
export function instanceKind(value: object): string {
  // Its subclasses, too, as that of `ctx.body`.
  if (value instanceof Promise) return "an instance of Promise";
  const type: unknown = Object.getPrototypeOf(value)?.constructor;
  if (typeof type !== "function" || typeof type.name !== "string" || type.name === "") {
    return "an object with a prototype of its own";
  }
  const isTelling = process.env.NODE_ENV !== "production" || Reflect.get(globalThis, type.name) === type;
  return `an instance of ${isTelling ? type.name : "a class"}`;
}
