import { errors } from "../../diagnostics/errors.ts";
import { showValue } from "../../options/checks.ts";
import { isPlainObject } from "../../util/plain-object.ts";

/** The megabyte of every option that is given in megabytes, in bytes. */
export const MB = 1_048_576;

type Kind = "size" | "count" | "text" | "any";

const KINDS: Record<Kind, { expected: string; accepts: (value: unknown) => boolean }> = {
  size: {
    expected: "a number of megabytes above 0",
    accepts: (value) => typeof value === "number" && Number.isFinite(value) && value > 0,
  },
  count: {
    expected: "a whole number from 1 upwards",
    accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
  },
  text: {
    expected: "a text that is not empty",
    accepts: (value) => typeof value === "string" && value !== "",
  },
  any: { expected: "anything", accepts: () => true },
};

/**
 * Checks the options of a store; those left out or `undefined` pass.
 *
 * @param store the function that takes them, such as `memoryStore`
 * @throws {BunsenError} INVALID_STORE_OPTION, MISSING_STORE_OPTION or UNKNOWN_STORE_OPTION, naming the option
 */
export function checkStoreOptions(
  store: string,
  options: unknown,
  kinds: Record<string, Kind>,
  required: readonly string[] = [],
): void {
  if (!isPlainObject(options)) {
    throw errors.invalidStoreOption(store, "", showValue(options), "a plain object of its options");
  }
  for (const name of required) {
    if (!Object.hasOwn(options, name)) throw errors.missingStoreOption(store, name);
  }
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) throw errors.unknownStoreOption(store, name, Object.keys(kinds));
    const { expected, accepts } = KINDS[kind];
    const isLeftOut = value === undefined && !required.includes(name);
    if (!isLeftOut && !accepts(value)) {
      throw errors.invalidStoreOption(store, name, showValue(value), expected);
    }
  }
}
