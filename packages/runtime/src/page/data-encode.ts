import { DevalueError, defaultStringifyOperations, type StringifyOperations, stringify } from "devalue";
import { deepPath } from "../util/key-path.ts";
import type { DeferredData, PageData } from "./data.ts";
import { arePlainTrees } from "./data-plain.ts";
import { UnsendableValueError, unsendable } from "./data-unsendable.ts";

/**
 * Writes page data as text for `<script type="application/json">`; `decodeData` reads it.
 *
 * The text is JSON in either case and its first character is the tag: `{` is the data itself, `[` is devalue's format,
 * used as soon as a value needs it (dates, maps, references repeated in one field …). It never contains a raw `<`, U+2028 or U+2029.
 *
 * Own keys named `__proto__` are left out, at any depth; `onWarning` is told where the first one was. Subclasses of
 * `Array` (the rows of most database drivers) arrive as arrays; other class instances are refused.
 *
 * @throws {UnsendableValueError} for a function, symbol, class instance, promise and the like, with its key path
 */
export function encodeData(data: PageData, onWarning?: (message: string) => void): string {
  return escapeForScript(encodeTree(data, onWarning));
}

/**
 * Writes the data block of a deferred prop in the same way.
 *
 * @throws {UnsendableValueError} as `encodeData`
 */
export function encodeDeferred(data: DeferredData): string {
  return escapeForScript(encodeTree(data, undefined));
}

function encodeTree(data: object, onWarning: ((message: string) => void) | undefined): string {
  try {
    return arePlainTrees(data) ? JSON.stringify(data) : encodeRich(data, onWarning);
  } catch (error) {
    if (error instanceof DevalueError) throw unsendable(error);
    if (isStackOverflow(error)) {
      throw new UnsendableValueError(
        deepPath(data).slice(1),
        "nested too deeply",
        "Return a flatter structure.",
      );
    }
    throw error;
  }
}

function encodeRich(data: object, onWarning: ((message: string) => void) | undefined): string {
  const root = withoutUndefined(data);
  let dropped = 0;
  const text = stringify(root, undefined, {
    operations: {
      ...operations,
      shapeOf(value: object) {
        const shape = operations.shapeOf(value);
        if (!("keys" in shape) || !shape.keys.includes("__proto__")) return shape;
        dropped++;
        return { kind: shape.kind, keys: shape.keys.filter((key) => key !== "__proto__") };
      },
    },
  });
  if (dropped > 0) onWarning?.(droppedMessage(root, dropped));
  return text;
}

/** What devalue may look at: stricter than its defaults about what counts as plain data. */
const operations: StringifyOperations = {
  ...defaultStringifyOperations,
  tagOf(value: object) {
    const tag = defaultStringifyOperations.tagOf(value);
    return isSubclass(value, tag) ? "" : tag;
  },
  shapeOf(value: object) {
    return isOrdinary(Object.getPrototypeOf(value))
      ? defaultStringifyOperations.shapeOf(value)
      : { kind: "not-plain" };
  },
};

/** A `class Money extends Number` would arrive without its methods. Arrays and Node's Buffer are useful without. */
function isSubclass(value: object, tag: string): boolean {
  if (tag === "Object" || tag === "Array" || tag === "Uint8Array" || tag.startsWith("Temporal."))
    return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  const name = (prototype as { constructor?: { name?: unknown } } | null)?.constructor?.name;
  return name !== tag;
}

function isOrdinary(prototype: object | null): boolean {
  if (prototype === null || prototype === Object.prototype) return true;
  // The Object.prototype of another realm, such as a node:vm context.
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf");
}

/** Optional fields that are set to undefined would otherwise be the only reason for the longer format to name them. */
function withoutUndefined(data: object): object {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}

/** devalue itself refuses `__proto__` and knows the path then: ask it again without our filter. */
function droppedMessage(root: object, count: number): string {
  const more = count > 1 ? ` (and ${count - 1} more like it)` : "";
  try {
    stringify(root, undefined, { operations });
  } catch (error) {
    if (!(error instanceof DevalueError)) throw error;
    return `${error.path.slice(1)} has an own key named __proto__, which is not sent to the browser${more}.`;
  }
  return `A key named __proto__ is not sent to the browser${more}.`;
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}

const ESCAPES: Record<string, string> = { "<": "\\u003C", "\u2028": "\\u2028", "\u2029": "\\u2029" };

// Outside of its strings JSON has none of these characters, so replacing them everywhere is safe.
function escapeForScript(json: string): string {
  if (!json.includes("<") && !json.includes("\u2028") && !json.includes("\u2029")) return json;
  return json.replace(/[<\u2028\u2029]/g, (character) => ESCAPES[character] ?? character);
}
