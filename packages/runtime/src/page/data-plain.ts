/** Up to this many objects a linear search is faster than a `Set` (measured on Bun 1.4.5). */
const SMALL = 160;

/** The objects and arrays met so far, to notice one that is referenced twice. */
interface Seen {
  list: object[];
  set: Set<object> | undefined;
}

/**
 * Tells whether JSON carries the trees of these fields without loss: plain or null-prototype objects, dense arrays,
 * strings, finite numbers other than -0, booleans and null, each object referenced once in its field. Null prototypes
 * become ordinary ones, and named properties of arrays are lost; everything else survives. A field itself may be
 * `undefined` (it is optional), nothing in it may.
 *
 * An object that is in two fields is sent twice: `query` holds the lists of `params`, and props often do.
 */
export function arePlainTrees(fields: object): boolean {
  const seen: Seen = { list: [], set: undefined };
  for (const key in fields) {
    const value: unknown = (fields as Record<string, unknown>)[key];
    if (value === undefined || typeof value === "string") continue;
    if (!isPlain(value, seen)) return false;
    seen.list.length = 0;
    seen.set = undefined;
  }
  return true;
}

// The callers skip strings themselves: most values are strings, and the call costs more than the comparison.
function isPlain(value: unknown, seen: Seen): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return value === 0 ? 1 / value > 0 : value - value === 0;
    case "object":
      if (value === null) return true;
      if (!isFirstVisit(value, seen)) return false;
      return Array.isArray(value) ? isPlainArray(value, seen) : isPlainObject(value, seen);
    default:
      return false;
  }
}

function isPlainArray(array: unknown[], seen: Seen): boolean {
  // A hole reads as undefined. Drivers return rows in subclasses of Array, which JSON may be told to write differently.
  if (Object.getPrototypeOf(array) !== Array.prototype && "toJSON" in array) return false;
  for (let i = 0; i < array.length; i++) {
    const item = array[i];
    if (typeof item !== "string" && !isPlain(item, seen)) return false;
  }
  return true;
}

function isPlainObject(object: object, seen: Seen): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return false;
  if (Object.getOwnPropertySymbols(object).length !== 0) return false;
  // `for in` is twice as fast as Object.keys here; inherited keys of these prototypes only lead to the slow way.
  for (const key in object) {
    if (key === "__proto__") return false;
    const value: unknown = (object as Record<string, unknown>)[key];
    if (typeof value !== "string" && !isPlain(value, seen)) return false;
  }
  return true;
}

function isFirstVisit(object: object, seen: Seen): boolean {
  if (seen.set) {
    const before = seen.set.size;
    return seen.set.add(object).size !== before;
  }
  if (seen.list.includes(object)) return false;
  if (seen.list.push(object) === SMALL) seen.set = new Set(seen.list);
  return true;
}
