import { errors } from "../diagnostics/errors.ts";
import { instanceKind } from "../util/instance-kind.ts";
import { deepPath, keyPath } from "../util/key-path.ts";

/**
 * A value as JSON. What JSON would lose without a word (a `Map`, a function, an instance of a class without `toJSON`) is
 * refused at any depth; `undefined` in an object is left out, and `NaN` is `null`, as everywhere in JSON.
 *
 * @throws {BunsenError} NOT_A_RESPONSE naming `file`, the value and where it is
 */
export function jsonText(value: unknown, file: string): string {
  return isPlain(value) ? JSON.stringify(value) : checkedText(value, file);
}

function isPlain(value: unknown): boolean {
  try {
    return isJson(value);
  } catch (error) {
    // Circles and great depths: the other way says what it is.
    if (error instanceof RangeError) return false;
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

function checkedText(root: unknown, file: string): string {
  const paths = new Map<unknown, string>();
  const refuse = (kind: string, path: string): never => {
    throw errors.notAResponse(file, path === "" ? kind : `a value whose ${path} is ${kind}`);
  };
  function check(this: unknown, key: string, value: unknown): unknown {
    const above = paths.get(this);
    const path = above === undefined ? "" : above + keyPath(Array.isArray(this) ? Number(key) : key);
    const kind = kindWithoutJson(value);
    if (kind !== undefined) return refuse(kind, path.replace(/^\./, ""));
    if (typeof value === "object" && value !== null) paths.set(value, path);
    return value;
  }
  try {
    return JSON.stringify(root, check);
  } catch (error) {
    if (error instanceof RangeError) return refuse("nested too deeply", deepPath(root).replace(/^\./, ""));
    if (isCircular(error)) return refuse("an object that holds itself", "");
    throw error;
  }
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
