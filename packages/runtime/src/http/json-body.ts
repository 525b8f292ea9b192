import { HttpError } from "../diagnostics/http-errors.ts";

/** Levels of arrays and objects. A client must not be able to overflow the stack of recursive code. */
const MAX_LEVELS = 10_000;

/**
 * Parses JSON from a client. Keys that would change a prototype when the value is copied or merged (`__proto__`, and
 * `constructor` with a `prototype` in it) are removed, also if they are written with escapes.
 *
 * @returns `undefined` for an empty string
 * @throws {HttpError} 400 if it is not valid JSON, or has more than 10,000 levels
 */
export function parseJson(text: string): unknown {
  if (text === "") return undefined;
  if (isTooDeep(text)) throw new HttpError(400, "The JSON of the request body is nested too deeply.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new HttpError(400, "The request body is not valid JSON.");
  }
  if (mayNamePrototype(text)) dropPrototypeKeys(value);
  return value;
}

/** Escapes may hide a name. Text with escapes of any character below U+0100 is checked, which may be unnecessary. */
function mayNamePrototype(text: string): boolean {
  return text.includes("__proto__") || text.includes('"prototype"') || text.includes("\\u00");
}

function dropPrototypeKeys(root: unknown): void {
  const pending: object[] = [];
  const add = (value: unknown) => {
    if (typeof value === "object" && value !== null) pending.push(value);
  };
  add(root);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (Array.isArray(next)) {
      for (const item of next) add(item);
      continue;
    }
    if (Object.hasOwn(next, "__proto__")) Reflect.deleteProperty(next, "__proto__");
    if (Object.hasOwn(next, "constructor") && leadsToPrototype(next.constructor)) {
      Reflect.deleteProperty(next, "constructor");
    }
    for (const key in next) add((next as Record<string, unknown>)[key]);
  }
}

function leadsToPrototype(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "prototype");
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Checked before parsing: `JSON.parse` accepts any depth, and checking the result would take longer. */
function isTooDeep(text: string): boolean {
  // Each level has an opening and a closing bracket.
  if (text.length <= 2 * MAX_LEVELS) return false;
  let levels = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case QUOTE:
        index = endOfString(text, index + 1);
        break;
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        levels++;
        if (levels > MAX_LEVELS) return true;
        break;
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        levels--;
    }
  }
  return false;
}

/** The index of the quote that ends a string; the length of the text if there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, index: number): boolean {
  let first = index;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (index - first) % 2 === 1;
}
