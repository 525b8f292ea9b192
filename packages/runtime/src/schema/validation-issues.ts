import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { ValidationIssue } from "../api/problem.ts";

/** How many issues a response lists: a client chooses how many there are. */
export const MAX_ISSUES = 100;
const MAX_DETAIL = 500;
const MAX_POINTER = 500;
const UNKNOWN_DETAIL = "The value is not valid.";

/** The first 100 issues. Names and messages that a client could make long are cut. */
export function validationIssues(issues: readonly StandardSchemaV1.Issue[]): ValidationIssue[] {
  return issues.slice(0, MAX_ISSUES).map((issue) => ({
    detail: detailOf(issue),
    pointer: pointerOf(pathOf(issue)),
  }));
}

/** The keys that lead to where an issue is; empty for the value itself. */
export function pathOf(issue: StandardSchemaV1.Issue): PropertyKey[] {
  const { path } = Object(issue) as Partial<StandardSchemaV1.Issue>;
  if (!Array.isArray(path)) return [];
  // Of a copy: the paths of arktype are of a class of its own, whose `map` makes a step of an empty one.
  return [...path].map((step: unknown) =>
    typeof step === "object" && step !== null && "key" in step ? keyOf(step.key) : keyOf(step),
  );
}

function keyOf(key: unknown): PropertyKey {
  return typeof key === "symbol" || typeof key === "number" ? key : String(key);
}

/** What the schema says of an issue, cut to 500 characters. */
export function detailOf(issue: StandardSchemaV1.Issue): string {
  const { message } = Object(issue) as Partial<StandardSchemaV1.Issue>;
  if (typeof message !== "string" || message === "") return UNKNOWN_DETAIL;
  return message.length > MAX_DETAIL ? `${message.slice(0, MAX_DETAIL)}…` : message;
}

/** Ends with the last key that fits, so that a key of the client's making cannot fill the response. */
function pointerOf(path: readonly PropertyKey[]): string {
  let pointer = "#";
  for (const key of path) {
    const text = String(key);
    if (pointer.length + text.length > MAX_POINTER) break;
    pointer += `/${encodeURIComponent(text.toWellFormed().replaceAll("~", "~0").replaceAll("/", "~1"))}`;
  }
  return pointer;
}
