import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { ValidationIssue } from "../api/problem.ts";
import { runOnFields } from "./fields.ts";
import { checkSchema, type Outcome, runSchema } from "./run-schema.ts";
import { detailOf, MAX_ISSUES, pathOf, validationIssues } from "./validation-issues.ts";

/** What `validate` returns for a value that fits its schema. */
export interface Valid<Output> {
  readonly ok: true;
  /** What the schema made of the value. */
  readonly data: Output;
}

/** What `validate` returns for a value that does not fit its schema. All of it can be sent to the browser. */
export interface Invalid<Input> {
  readonly ok: false;
  /** The first message for each field; under `""` the first one that is about no field. */
  readonly errors: FieldErrors<Input>;
  /**
   * What was sent, to fill the form with again: a string for each field, a list if it was repeated. Without files, and without
   * fields whose name contains "password".
   */
  readonly values: FieldTexts<Input>;
  /** The first 100 issues, with where they are. */
  readonly issues: readonly ValidationIssue[];
}

/** Messages by the name of a field. */
export type FieldErrors<Input> = { readonly [Field in FieldNames<Input> | ""]?: string };

/** What was typed, by the name of a field. */
export type FieldTexts<Input> = { readonly [Field in FieldNames<Input>]?: string | readonly string[] };

type FieldNames<Input> = Input extends unknown ? Extract<keyof Input, string> : never;

/** What `validate` returns. Check `ok`. */
export type Validation<Schema extends StandardSchemaV1> =
  | Valid<StandardSchemaV1.InferOutput<Schema>>
  | Invalid<StandardSchemaV1.InferInput<Schema>>;

/**
 * Checks a value from outside with a schema: `const form = await validate(SignUp, await body)`. In a form or query string, a
 * field that occurs once may be a list, if the schema wants one, and an empty field counts as left out.
 *
 * @param schema of zod, valibot, arktype or any library that implements Standard Schema; it may be asynchronous
 * @param value a parsed body: `FormData`, `URLSearchParams` or any other value
 * @throws {UsageError} NOT_A_SCHEMA if `schema` is none; SCHEMA_FAILED if it throws
 */
export async function validate<Schema extends StandardSchemaV1>(
  schema: Schema,
  value: unknown,
): Promise<Validation<Schema>> {
  checkSchema(schema, "first argument of validate()");
  const outcome = await runOnValue(schema, value, "The schema of validate()");
  if (!outcome.issues) return { ok: true, data: outcome.value as StandardSchemaV1.InferOutput<Schema> };
  return {
    ok: false,
    errors: errorsByField(outcome.issues) as FieldErrors<StandardSchemaV1.InferInput<Schema>>,
    values: textsOf(value) as FieldTexts<StandardSchemaV1.InferInput<Schema>>,
    issues: validationIssues(outcome.issues),
  };
}

/** Runs a schema on the fields of a form or query string, or on any other value as it is. */
export function runOnValue(
  schema: StandardSchemaV1,
  value: unknown,
  place: string,
): Outcome | Promise<Outcome> {
  return isFields(value) ? runOnFields(schema, value, place) : runSchema(schema, value, place);
}

function isFields(value: unknown): value is FormData | URLSearchParams {
  return value instanceof FormData || value instanceof URLSearchParams;
}

function errorsByField(issues: readonly StandardSchemaV1.Issue[]): Record<string, string> {
  const errors = new Map<string, string>();
  for (const issue of issues) {
    const field = String(pathOf(issue)[0] ?? "");
    if (!errors.has(field)) errors.set(field, detailOf(issue));
    if (errors.size === MAX_ISSUES) break;
  }
  return toObject(errors);
}

function textsOf(value: unknown): Record<string, string | string[]> {
  const texts = new Map<string, string | string[]>();
  for (const [name, item] of entriesOf(value)) {
    if (/password/i.test(name) || !isText(item)) continue;
    const present = texts.get(name);
    if (present === undefined) texts.set(name, String(item));
    else if (typeof present === "string") texts.set(name, [present, String(item)]);
    else present.push(String(item));
  }
  return toObject(texts);
}

function entriesOf(value: unknown): Iterable<readonly [string, unknown]> {
  if (isFields(value)) return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    Array.isArray(item) ? item.map((one: unknown) => [name, one] as const) : [[name, item] as const],
  );
}

function isText(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** Without the key that page data cannot hold. */
function toObject<Value>(byName: Map<string, Value>): Record<string, Value> {
  byName.delete("__proto__");
  return Object.fromEntries(byName);
}
