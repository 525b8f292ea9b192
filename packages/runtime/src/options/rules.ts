import { isPlainObject } from "../util/plain-object.ts";
import { suggestionFor } from "../util/suggest.ts";
import { showValue } from "./checks.ts";

/** What a value that a user wrote has to be, in words and as a test. `undefined` is a value left out and always passes. */
export interface ValueRule {
  /** For example "true or false". */
  readonly expected: string;
  accepts(value: unknown): boolean;
  /** Set for an object that has these fields and no others. */
  readonly fields?: Rules;
}

/** The keys that an object may have; without a prototype, so that every other name is unknown. */
export type Rules = Readonly<Record<string, ValueRule>>;

/** Makes the error for what is wrong in an object of one kind. */
export interface Mistakes {
  /** @param path the key, such as `redirect.destination` */
  unknown(file: string, path: string, suggestion: string): Error;
  /** @param path empty for the object itself */
  invalid(file: string, path: string, shown: string, expected: string): Error;
}

export function rules<Key extends string>(byKey: Record<Key, ValueRule>): Rules {
  return Object.assign(Object.create(null), byKey);
}

/** A rule for an object of its own, with these fields and no others. */
export function objectOf<Key extends string>(expected: string, byKey: Record<Key, ValueRule>): ValueRule {
  return { expected, accepts: isPlainObject, fields: rules(byKey) };
}

export const isText: ValueRule = { expected: "a string", accepts: (value) => typeof value === "string" };
export const isBoolean: ValueRule = {
  expected: "true or false",
  accepts: (value) => typeof value === "boolean",
};
export const isFunction: ValueRule = {
  expected: "a function",
  accepts: (value) => typeof value === "function",
};

/**
 * Checks an object that a user wrote: that it is one, that it has no keys but those of `byKey`, and their values.
 *
 * @param file where it was written
 * @throws what `mistakes` makes of the first thing that is wrong
 */
export function checkObject(
  byKey: Rules,
  value: unknown,
  file: string,
  mistakes: Mistakes,
): asserts value is Record<string, unknown> {
  if (!isPlainObject(value)) throw mistakes.invalid(file, "", showValue(value), "a plain object");
  checkFields(byKey, value, file, mistakes, "");
}

function checkFields(
  byKey: Rules,
  object: Record<string, unknown>,
  file: string,
  mistakes: Mistakes,
  parent: string,
): void {
  for (const key in object) {
    const rule = byKey[key];
    if (rule === undefined) {
      throw mistakes.unknown(file, parent + key, suggestionFor(key, Object.keys(byKey)));
    }
    const value = object[key];
    if (value === undefined) continue;
    if (!rule.accepts(value)) throw mistakes.invalid(file, parent + key, showValue(value), rule.expected);
    if (rule.fields) {
      checkFields(rule.fields, value as Record<string, unknown>, file, mistakes, `${parent + key}.`);
    }
  }
}
