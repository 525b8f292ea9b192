/** Entries of one object, items of one list. */
const MAX_ENTRIES = 20;
/** Values of all levels together. */
const MAX_VALUES = 100;
const MAX_LEVELS = 3;
const MAX_CHARACTERS = 1000;

/** Truncates a string that is too long, and appends its length. */
export function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

/**
 * Formats any value for the log, with limited length and in limited time. It calls no getter, `toString`, `toJSON` or proxy trap
 * of the value, and never throws. `Bun.inspect` has no limits.
 */
export function inspectValue(value: unknown): string {
  try {
    return new Inspection().show(value, 0);
  } catch {
    return "a value that cannot be shown";
  }
}

class Inspection {
  readonly #open = new Set<object>();
  #left = MAX_VALUES;

  show(value: unknown, level: number): string {
    if (this.#left-- <= 0) return "…";
    switch (typeof value) {
      case "string":
        return JSON.stringify(clip(value, MAX_CHARACTERS));
      case "symbol":
        return clip(String(value), MAX_CHARACTERS);
      case "bigint":
        // Formatting a very long one takes seconds.
        return value < 2n ** 128n && value > -(2n ** 128n) ? `${value}n` : "[BigInt]";
      case "function":
        return "[Function]";
      case "object":
        return value === null ? "null" : this.#showObject(value, level);
      default:
        return String(value);
    }
  }

  #showObject(object: object, level: number): string {
    const { types } = process.getBuiltinModule("node:util");
    if (types.isProxy(object)) return "[Proxy]";
    if (this.#open.has(object)) return "[Circular]";
    if (types.isDate(object)) return `Date ${Number(Date.prototype.getTime.call(object))}`;
    const name = classOf(object);
    if (level >= MAX_LEVELS) return `[${name}]`;
    this.#open.add(object);
    const shown = this.#showEntries(object, name, level + 1);
    this.#open.delete(object);
    return shown;
  }

  #showEntries(object: object, name: string, level: number): string {
    if (Array.isArray(object) || ArrayBuffer.isView(object)) {
      const prefix = name === "Array" ? "" : `${name} `;
      return `${prefix}[${this.#list(object, indexesOf(object), level, false)}]`;
    }
    const prefix = name === "Object" ? "" : `${name} `;
    if (name === "Response" && object instanceof Response) return `${prefix}{ status: ${object.status} }`;
    const inside = this.#list(object, Object.keys(object), level, true);
    return inside === "" ? `${prefix}{}` : `${prefix}{ ${inside} }`;
  }

  #list(object: object, keys: readonly string[], level: number, isNamed: boolean): string {
    const shown: string[] = [];
    for (const key of keys) {
      if (shown.length === MAX_ENTRIES || this.#left <= 0) {
        shown.push("…");
        break;
      }
      const value = this.#showProperty(object, key, level);
      shown.push(isNamed ? `${showKey(key)}: ${value}` : value);
    }
    return shown.join(", ");
  }

  #showProperty(object: object, key: string, level: number): string {
    const property = Object.getOwnPropertyDescriptor(object, key);
    if (property === undefined) return "undefined";
    return "value" in property ? this.show(property.value, level) : "[Getter]";
  }
}

/** The indexes of the items that are shown, and one more if there are more. */
function indexesOf(list: object): string[] {
  const { length } = list as ArrayLike<unknown>;
  return Array.from({ length: Math.min(length, MAX_ENTRIES + 1) }, (_, index) => String(index));
}

function showKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? clip(key, 100) : JSON.stringify(clip(key, 100));
}

/** The name of an object's class, without running user code. */
function classOf(object: object): string {
  const { types } = process.getBuiltinModule("node:util");
  const prototype: unknown = Object.getPrototypeOf(object);
  if (typeof prototype !== "object" || prototype === null || types.isProxy(prototype)) return "Object";
  const made: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  if (typeof made !== "function" || types.isProxy(made)) return "Object";
  const name: unknown = Object.getOwnPropertyDescriptor(made, "name")?.value;
  return typeof name === "string" && /^[\w$]{1,60}$/.test(name) ? name : "Object";
}
