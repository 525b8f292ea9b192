import type { StandardSchemaV1 } from "@standard-schema/spec";
import { notASchema, schemaFailed } from "../diagnostics/usage-errors.ts";
import { isThenable } from "../util/maybe-promise.ts";

/** What a schema says of a value: what it makes of it, or what is wrong with it. */
export type Outcome<Output = unknown> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardSchemaV1.Issue[] };

const TOO_DEEP: Outcome = { issues: [{ message: "The value is nested too deeply." }] };

/** Whether a value implements Standard Schema (https://standardschema.dev). */
export function isSchema(value: unknown): value is StandardSchemaV1 {
  // The schemas of arktype are functions.
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  const standard: unknown = isObject ? Reflect.get(value, "~standard") : undefined;
  if (typeof standard !== "object" || standard === null || !("validate" in standard)) return false;
  return typeof standard.validate === "function";
}

/**
 * Checks that a value is a schema.
 *
 * @param place what the message names, such as `body of endpoint()`
 * @throws {UsageError} NOT_A_SCHEMA
 */
export function checkSchema(value: unknown, place: string): asserts value is StandardSchemaV1 {
  if (!isSchema(value)) throw notASchema(place, value === null ? "null" : typeof value);
}

/**
 * Runs a schema, which may be asynchronous. A value that is nested too deeply for it is an issue: a client may have sent it.
 *
 * @param place what messages name, such as `The body schema`
 * @throws {UsageError} SCHEMA_FAILED if the schema throws, or returns something that is no result
 */
export function runSchema(
  schema: StandardSchemaV1,
  value: unknown,
  place: string,
): Outcome | Promise<Outcome> {
  const fail = (error: unknown): Outcome => {
    if (isStackOverflow(error)) return TOO_DEEP;
    throw schemaFailed(place, "threw instead of returning issues", error);
  };
  let result: unknown;
  try {
    result = schema["~standard"].validate(value);
  } catch (error) {
    return fail(error);
  }
  if (!isThenable(result)) return readResult(result, place);
  return Promise.resolve(result).then((settled) => readResult(settled, place), fail);
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}

function readResult(result: unknown, place: string): Outcome {
  if (typeof result !== "object" || result === null) {
    throw schemaFailed(
      place,
      `returned ${result === null ? "null" : `a ${typeof result}`} instead of a result`,
    );
  }
  if ("issues" in result && result.issues) {
    if (!Array.isArray(result.issues)) throw schemaFailed(place, "returned issues that are no list");
    return { issues: result.issues };
  }
  if (!("value" in result)) throw schemaFailed(place, "returned neither a value nor issues");
  return { value: result.value };
}
