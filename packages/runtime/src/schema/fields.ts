import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type Outcome, runSchema } from "./run-schema.ts";
import { pathOf } from "./validation-issues.ts";

/** What a form or a query string holds: each name with its values, in order. */
export type Fields = Iterable<readonly [name: string, value: FieldValue]>;

type FieldValue = string | File;

/**
 * Runs a schema on the fields of a form or a query string, which know nothing of types:
 *
 * - a name that occurs once is its value, one that occurs several times is a list,
 * - where the schema refuses a single value, or none, it is given a list,
 * - an empty text, and a file input without a file, is a field left out, as in a browser's form it is.
 *
 * @throws {UsageError} SCHEMA_FAILED, as `runSchema`
 */
export async function runOnFields(schema: StandardSchemaV1, fields: Fields, place: string): Promise<Outcome> {
  const read = readFields(fields);
  const given = toObject(read.filled);
  const first = await runSchema(schema, given, place);
  if (!first.issues) return first;
  const asLists = listsFor(first.issues, read.filled);
  if (asLists.size === 0) return first;
  const withLists = { ...given, ...Object.fromEntries(asLists) };
  const second = await runSchema(schema, withLists, place);
  if (!second.issues) return second;
  const refused = refusedFields(second.issues, asLists);
  const messages = await issuesOfEmpty(schema, withLists, refused, read.empty, place);
  const isTold = (issue: StandardSchemaV1.Issue) => !asLists.has(fieldOf(issue) ?? "");
  const others = first.issues.filter((issue) => {
    const name = fieldOf(issue);
    return name !== undefined && refused.has(name) && !messages.some((told) => fieldOf(told) === name);
  });
  return { issues: [...others, ...messages, ...second.issues.filter(isTold)] };
}

interface ReadFields {
  readonly filled: ReadonlyMap<string, FieldValue[]>;
  /** Names of which all values are empty. */
  readonly empty: ReadonlySet<string>;
}

function readFields(fields: Fields): ReadFields {
  const filled = new Map<string, FieldValue[]>();
  const empty = new Set<string>();
  for (const [name, value] of fields) {
    // In an object it would be the prototype.
    if (name === "__proto__") continue;
    if (isEmpty(value)) {
      empty.add(name);
      continue;
    }
    const present = filled.get(name);
    if (present) present.push(value);
    else filled.set(name, [value]);
  }
  for (const name of filled.keys()) empty.delete(name);
  return { filled, empty };
}

function isEmpty(value: FieldValue): boolean {
  return typeof value === "string" ? value === "" : value.size === 0 && value.name === "";
}

function toObject(filled: ReadonlyMap<string, FieldValue[]>): Record<string, FieldValue | FieldValue[]> {
  return Object.fromEntries(
    [...filled].map(([name, values]) => [
      name,
      values.length === 1 && values[0] !== undefined ? values[0] : values,
    ]),
  );
}

/** The fields that the schema refuses as a single value, or as none, each as a list. */
function listsFor(
  issues: readonly StandardSchemaV1.Issue[],
  filled: ReadonlyMap<string, FieldValue[]>,
): Map<string, FieldValue[]> {
  const lists = new Map<string, FieldValue[]>();
  for (const issue of issues) {
    const name = fieldOf(issue);
    if (name === undefined || name === "__proto__") continue;
    const values = filled.get(name) ?? [];
    if (values.length < 2) lists.set(name, values);
  }
  return lists;
}

/** Those that are refused as lists, too. */
function refusedFields(
  issues: readonly StandardSchemaV1.Issue[],
  lists: ReadonlyMap<string, FieldValue[]>,
): Set<string> {
  return new Set(
    issues.flatMap((issue) => {
      const name = fieldOf(issue);
      return name !== undefined && lists.has(name) ? [name] : [];
    }),
  );
}

/**
 * What the schema says of the empty text in fields that were sent empty: "at least 1 character" says more than "not a string".
 * Only its words: a schema that takes the empty text might make a 0 of it.
 */
async function issuesOfEmpty(
  schema: StandardSchemaV1,
  given: Record<string, FieldValue | FieldValue[]>,
  refused: ReadonlySet<string>,
  empty: ReadonlySet<string>,
  place: string,
): Promise<readonly StandardSchemaV1.Issue[]> {
  const names = [...refused].filter((name) => empty.has(name));
  if (names.length === 0) return [];
  const texts = Object.fromEntries(names.map((name) => [name, ""]));
  const { issues = [] } = await runSchema(schema, { ...given, ...texts }, place);
  return issues.filter((issue) => names.includes(fieldOf(issue) ?? ""));
}

/** The field that an issue is about as a whole; `undefined` if it is about the object or something in the field. */
function fieldOf(issue: StandardSchemaV1.Issue): string | undefined {
  const [name, ...inside] = pathOf(issue);
  return typeof name === "string" && inside.length === 0 ? name : undefined;
}
