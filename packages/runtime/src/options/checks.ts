import { errors } from "../diagnostics/errors.ts";
import { instanceKind } from "../util/instance-kind.ts";
import { isPlainObject } from "../util/plain-object.ts";

/**
 * Looks at a value that a user wrote. `undefined` is an option left out and always passes.
 *
 * @param name the option's full name, such as `shutdown.timeout`
 * @throws {BunsenError} INVALID_OPTION or UNKNOWN_OPTION, naming the option
 */
export type OptionCheck = (value: unknown, name: string) => void;

/** What an option that ends up in a timer may be at most, in seconds: more than anybody waits. See `timerDelay`. */
export const DAY_IN_SECONDS = 86_400;

/** Passes the values for which `accepts` is true. */
export function check(expected: string, accepts: (value: unknown) => boolean): OptionCheck {
  return (value, name) => {
    if (value !== undefined && !accepts(value)) throw errors.invalidOption(name, showValue(value), expected);
  };
}

export const anything: OptionCheck = () => undefined;
export const isBoolean = check("true or false", (value) => typeof value === "boolean");
export const isFunction = check("a function", (value) => typeof value === "function");

export function isText(expected: string, accepts: (text: string) => boolean): OptionCheck {
  return check(expected, (value) => typeof value === "string" && accepts(value));
}

export function isNumber(expected: string, minimum: number, maximum: number): OptionCheck {
  return check(expected, (value) => typeof value === "number" && value >= minimum && value <= maximum);
}

export function isInteger(expected: string, minimum: number, maximum: number): OptionCheck {
  return check(
    expected,
    (value) => Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum,
  );
}

export function isListOf(expected: string, accepts: (item: string) => boolean): OptionCheck {
  return check(
    expected,
    (value) => Array.isArray(value) && value.every((item) => typeof item === "string" && accepts(item)),
  );
}

/** An object with these fields and no others. */
export function isObject(fields: Record<string, OptionCheck>): OptionCheck {
  return (value, name) => {
    if (value === undefined) return;
    if (!isPlainObject(value)) throw errors.invalidOption(name, showValue(value), "a plain object");
    for (const [key, field] of Object.entries(value)) {
      const checkField = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (!checkField) throw errors.unknownOption(whereIs(name), key, Object.keys(fields));
      checkField(field, name === "" ? key : `${name}.${key}`);
    }
  };
}

function whereIs(name: string): string {
  return name === "" ? "defineServer()" : `defineServer({ ${name} })`;
}

/** A value as a message shows it: short, on one line, and without what an object holds. */
export function showValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return `a list (${value.map(showValue).join(", ").slice(0, 80)})`;
  if (typeof value === "object" && value !== null) {
    return isPlainObject(value) ? "an object" : instanceKind(value);
  }
  return typeof value === "function" ? "a function" : String(value);
}
