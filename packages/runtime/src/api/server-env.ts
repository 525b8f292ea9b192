import type { StandardSchemaV1 } from "@standard-schema/spec";
import { envUnavailable } from "../diagnostics/usage-errors.ts";
import type { ServerOptions } from "./define-server.ts";

/** The types of `src/server.ts`. The generated file `.bunsen/routes.d.ts` adds its module as `server`. */
// biome-ignore lint/suspicious/noEmptyInterface: the generated types augment it
export interface ServerTypes {}

/**
 * What the `env` schema of `defineServer` makes of the environment variables: by the export `envSchema` of `src/server.ts`, else
 * by its default export. The former does not depend on the functions in `defineServer`, which may themselves use `env()`.
 */
export type Env = ServerTypes extends { server: { envSchema: infer Schema extends StandardSchemaV1 } }
  ? StandardSchemaV1.InferOutput<Schema>
  : ServerTypes extends { server: { default: ServerOptions<infer _Data, infer Schema> } }
    ? EnvOf<StandardSchemaV1.InferOutput<Schema>>
    : Record<string, unknown>;

/** Without `env`, or with a schema of unknown type, the names may be any. */
type EnvOf<Output> = unknown extends Output ? Record<string, unknown> : Output;

/** The checked variables, or the error that says why they are not. */
export type ServerEnv = { readonly values: unknown } | { readonly refusal: Error };

/** Set once at start. */
let current: ServerEnv | undefined;

/** Called by the server when it starts. */
export function setServerEnv(given: ServerEnv): void {
  current = given;
}

/**
 * The environment variables as the `env` schema of `defineServer` makes them: `env().DATABASE_URL`. Only on the server: an import
 * in browser code is an error.
 *
 * @returns a frozen object, the same for each call
 * @throws {UsageError} ENV_UNAVAILABLE before the server has started: call it in functions, not at the top level of a module
 * @throws {BunsenError} ENV_REFUSED during a build, if the schema refuses the variables of the machine that builds
 */
export function env(): Env {
  if (!current) throw envUnavailable();
  if ("refusal" in current) throw current.refusal;
  return current.values as Env;
}
