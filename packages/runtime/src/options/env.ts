import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { ServerEnv } from "../api/server-env.ts";
import { isPartOfBuild } from "../contract/build-phase.ts";
import { errors } from "../diagnostics/errors.ts";
import { runSchema } from "../schema/run-schema.ts";
import { detailOf, MAX_ISSUES, pathOf } from "../schema/validation-issues.ts";

/** Shorter values may be part of any word. */
const SHORTEST_SECRET = 4;

/**
 * Runs the schema of `env` on the environment variables. An empty one counts as unset. During a build the variables of the
 * server are not there: what is refused then is told to code that asks for them.
 *
 * @throws {BunsenError} ENV_REFUSED, naming each variable that the schema refuses; INVALID_OPTION if the schema is asynchronous
 * @throws {UsageError} SCHEMA_FAILED
 */
export function readEnv(schema: StandardSchemaV1, variables: Record<string, string | undefined>): ServerEnv {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value));
  const outcome = runSchema(schema, given, "The env schema");
  if (outcome instanceof Promise) {
    outcome.catch(() => undefined);
    throw errors.invalidOption("env", "an asynchronous schema", "a schema whose checks are synchronous");
  }
  if (!outcome.issues) return { values: Object.freeze(outcome.value) };
  const refusal = errors.envRefused(outcome.issues.slice(0, MAX_ISSUES).map((issue) => lineOf(issue, given)));
  if (isPartOfBuild()) return { refusal };
  throw refusal;
}

/** Without the value, which may be a secret: some libraries repeat it. */
function lineOf(issue: StandardSchemaV1.Issue, given: Record<string, string | undefined>): string {
  const name = String(pathOf(issue)[0] ?? "");
  const value = given[name];
  const detail = detailOf(issue);
  const shown = value && value.length >= SHORTEST_SECRET ? detail.replaceAll(value, "…") : detail;
  return name === "" ? shown : `${name}: ${shown}`;
}
