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
 * - where the schema refuses a single value, or none, and wants a list, it is given a list,
 * - an empty text, and a file input without a file, is a field left out, as in a browser's form it is.
 *
 * @throws {UsageError} SCHEMA_FAILED, as `runSchema`
 */
export async function runOnFields(schema: StandardSchemaV1, fields: Fields, place: string): Promise<Outcome> {
  const read = readFields(fields);
  const run = (given: Given) => runSchema(schema, given, place);
  const given = toObject(read.filled);
  const first = await run(given);
  if (!first.issues) return first;
  const wanted = await wantedLists(run, given, listsFor(first.issues, read.filled));
  const withLists = { ...given, ...wanted };
  const outcome = Object.keys(wanted).length === 0 ? first : await run(withLists);
  if (!outcome.issues) return outcome;
  const empty = new Set(
    refusedFields(outcome.issues).filter((name) => read.empty.has(name) && !Object.hasOwn(wanted, name)),
  );
  return { issues: await withIssuesOfEmpty(run, withLists, outcome.issues, empty) };
}

type Given = Readonly<Record<string, unknown>>;
type Run = (given: Given) => Outcome | Promise<Outcome>;

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

/** Lists whose items fit hardly any schema. The longer one is for schemas that want several items. */
const PROBES = [1, 10].map((length) => Array.from({ length }, () => ({})));

/**
 * Those of the lists that the schema wants: it has something against the items of a list, or nothing, but not against the list.
 * What it makes of such a list says nothing: `Number([])` is 0.
 */
async function wantedLists(
  run: Run,
  given: Given,
  lists: ReadonlyMap<string, FieldValue[]>,
): Promise<Record<string, FieldValue[]>> {
  const wanted = new Map<string, FieldValue[]>();
  // At last the list itself: a union, or a rule of the whole list, may refuse what no client has sent.
  for (const probe of [...PROBES, undefined]) {
    const open = [...lists].filter(
      ([name, values]) => !wanted.has(name) && (probe !== undefined || values.length > 0),
    );
    if (open.length === 0) break;
    const issues = await issuesUnlessThrown(run, {
      ...given,
      ...Object.fromEntries(open.map(([name, values]) => [name, probe ?? values])),
    });
    const refused = issues && new Set(refusedFields(issues));
    for (const [name, values] of open) if (refused && !refused.has(name)) wanted.set(name, values);
  }
  return Object.fromEntries(wanted);
}

/** A schema may throw at a value that no client has sent: then it does not want it. */
async function issuesUnlessThrown(
  run: Run,
  given: Given,
): Promise<readonly StandardSchemaV1.Issue[] | undefined> {
  try {
    return (await run(given)).issues ?? [];
  } catch {
    return undefined;
  }
}

/** The names of fields that are refused as a whole. */
function refusedFields(issues: readonly StandardSchemaV1.Issue[]): string[] {
  return issues.flatMap((issue) => fieldOf(issue) ?? []);
}

/**
 * The issues, with what the schema says of the empty text in fields that were sent empty: "at least 1 character" says more than
 * "not a string". Only its words: a schema that takes the empty text might make a 0 of it.
 */
async function withIssuesOfEmpty(
  run: Run,
  given: Given,
  issues: readonly StandardSchemaV1.Issue[],
  empty: ReadonlySet<string>,
): Promise<readonly StandardSchemaV1.Issue[]> {
  if (empty.size === 0) return issues;
  const texts = Object.fromEntries([...empty].map((name) => [name, ""]));
  const isOfEmpty = (issue: StandardSchemaV1.Issue) => empty.has(fieldOf(issue) ?? "");
  const messages = (await issuesUnlessThrown(run, { ...given, ...texts }))?.filter(isOfEmpty) ?? [];
  const told = new Set(refusedFields(messages));
  const others = issues.filter((issue) => !told.has(fieldOf(issue) ?? ""));
  return [...messages, ...others];
}

/** The field that an issue is about as a whole; `undefined` if it is about the object or something in the field. */
function fieldOf(issue: StandardSchemaV1.Issue): string | undefined {
  const [name, ...inside] = pathOf(issue);
  return typeof name === "string" && inside.length === 0 ? name : undefined;
}
