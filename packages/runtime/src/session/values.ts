import { parse, stringify } from "devalue";
import { sessionErrors } from "../diagnostics/session-errors.ts";
import { messageOf } from "../diagnostics/thrown.ts";

/**
 * A value of a session as text, so that what a caller does with it afterwards changes nothing.
 *
 * @throws {BunsenError} SESSION_VALUE for what cannot be written
 */
export function encodeValue(key: string, value: unknown): string {
  try {
    return stringify(value);
  } catch (error) {
    throw sessionErrors.value(key, messageOf(error));
  }
}

/** The value that `encodeValue` wrote, each time as a new one. */
export function decodeValue<Value>(text: string | undefined): Value | undefined {
  return text === undefined ? undefined : parse(text);
}
