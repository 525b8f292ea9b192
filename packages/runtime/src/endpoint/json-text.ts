import { instanceKind } from "../util/instance-kind.ts";
import { deepPath, keyPath } from "../util/key-path.ts";

/** Makes the error for what JSON cannot represent, such as `a Map` or `a value whose user.save is a function`. */
type Refuse = (what: string) => Error;

/**
 * A value as JSON. What JSON would lose without a word (a `Map`, a function, an instance of a class without `toJSON`) is
 * refused at any depth; `undefined` in an object is left out, and `NaN` is `null`, as everywhere in JSON.
 *
 * @throws the error of `refuse`
 */
export function jsonText(value: unknown, refuse: Refuse): string {
  return plainText(value) ?? checkedText(value, refuse);
}

/** @returns `undefined` if something in the value needs a closer look */
function plainText(value: unknown): string | undefined {
  try {
    return isJson(value) ? JSON.stringify(value) : undefined;
  } catch (error) {
    // Circles and great depths: `checkedText` says what it is.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether nothing in a value needs a closer look. */
function isJson(value: unknown): boolean {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "undefined":
      return true;
    case "object":
      if (value === null) return true;
      return Array.isArray(value) ? value.every(isJson) : isJsonObject(value);
    default:
      return false;
  }
}

function isJsonObject(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return object instanceof Date;
  for (const key in object) {
    const value: unknown = (object as Record<string, unknown>)[key];
    if (typeof value !== "string" && !isJson(value)) return false;
  }
  return true;
}

/** Levels of nesting: as many as a JSON body of a request may have. */
const MAX_LEVELS = 10_000;
/** How many keys of the path of a value that is nested too deeply are shown. */
const SHOWN_KEYS = 5;

/** Where an object is in the value. A text of each path would take quadratic time. */
interface Place {
  readonly key: string | number;
  readonly level: number;
  readonly parent: Place | undefined;
}

function checkedText(root: unknown, refused: Refuse): string {
  const places = new Map<unknown, Place>();
  const refuse = (kind: string, path: string): never => {
    throw refused(path === "" ? kind : `a value whose ${path.replace(/^\./, "")} is ${kind}`);
  };
  function check(this: unknown, key: string, value: unknown): unknown {
    const parent = places.get(this);
    const place = { key: Array.isArray(this) ? Number(key) : key, level: (parent?.level ?? -1) + 1, parent };
    const kind = kindWithoutJson(value);
    if (kind !== undefined) return refuse(kind, pathOf(place).join(""));
    if (place.level > MAX_LEVELS) return refuse("nested too deeply", shownPath(place));
    if (typeof value === "object" && value !== null) places.set(value, place);
    return value;
  }
  try {
    // `undefined` if a `toJSON` returns it; TypeScript does not know.
    const text: string | undefined = JSON.stringify(root, check);
    return text ?? refuse("an object whose toJSON returns undefined", "");
  } catch (error) {
    if (error instanceof RangeError) return refuse("nested too deeply", deepPath(root));
    if (isCircular(error)) return refuse("an object that holds itself", "");
    throw error;
  }
}

/** The keys that lead to a place; none for the root. */
function pathOf(place: Place): string[] {
  const keys: string[] = [];
  for (let at = place; at.parent; at = at.parent) keys.push(keyPath(at.key));
  return keys.reverse();
}

function shownPath(place: Place): string {
  return `${pathOf(place).slice(0, SHOWN_KEYS).join("")}…`;
}

/** What a value is that JSON has no form for. It has been asked for its `toJSON` already. */
function kindWithoutJson(value: unknown): string | undefined {
  switch (typeof value) {
    case "function":
    case "symbol":
    case "bigint":
      return `a ${typeof value}`;
    case "object":
      return value === null || Array.isArray(value) || isOrdinary(value) ? undefined : instanceKind(value);
    default:
      return undefined;
  }
}

/** Plain, of this realm or another one, a boxed primitive, or what says itself how it is written. */
function isOrdinary(value: object): boolean {
  if ("toJSON" in value && typeof value.toJSON === "function") return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return true;
  return value instanceof String || value instanceof Number || value instanceof Boolean;
}

function isCircular(error: unknown): boolean {
  return error instanceof TypeError && /cyclic|circular/i.test(error.message);
}
